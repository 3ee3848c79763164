namespace AgenticApi.Benchmarks.Contenders;

/// <summary>What else reads the event streams: other libraries, and other ways through this one.</summary>
internal static class OtherReaders
{
    /// <summary>The OpenAI package comes first, the fold by hand second. What each gets wrong stands in its name.</summary>
    public static IEnumerable<Contender> Contenders(Corpus corpus)
    {
        var package = new OpenAIPackage(corpus);
        var right = corpus.Streams.Count(HasRightText);
        return
        [
            new($"OpenAI package: parsing alone, {package.RefusedEvents} events refused", corpus.EventCount, package.Streams),
            new($"JsonNode: fold by hand, {right} of {corpus.Streams.Length} texts right", corpus.EventCount, () => JsonNodeFold.Streams(corpus)),
            new("OpenAI package: parsing, default options", corpus.EventCount, package.StreamsByDefault),
            new("floor, read asynchronously", corpus.EventCount, () => Floor.StreamsAsync(corpus)),
            new("ours: typed events", corpus.EventCount, () => Ours.TypedEvents(corpus)),
            new("ours: whole fold, OutputText read", corpus.EventCount, () => Ours.WholeFoldAndText(corpus)),
            new("ours: Parse and Add(event), framed before", corpus.EventCount, () => Ours.ParseAndAdd(corpus)),
            new("ours: Add(bytes), framed before", corpus.EventCount, () => Ours.AddBytes(corpus)),
        ];
    }

    private static bool HasRightText(byte[] stream) =>
        JsonNodeFold.Text(JsonNodeFold.Fold(stream)) == Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(stream))).Response.OutputText;
}
