namespace AgenticApi.Benchmarks.Contenders;

/// <summary>What else reads the event streams: other libraries, and other ways through this one.</summary>
internal static class OtherReaders
{
    /// <summary>The OpenAI package comes first.</summary>
    public static IEnumerable<Contender> Contenders(Corpus corpus)
    {
        var package = new OpenAIPackage(corpus);
        return
        [
            new("OpenAI package: parsing alone", corpus.EventCount, package.Streams),
            new("OpenAI package: parsing, default options", corpus.EventCount, package.StreamsByDefault),
            new("JsonNode: fold by hand", corpus.EventCount, () => JsonNodeFold.Streams(corpus)),
            new("floor, read asynchronously", corpus.EventCount, () => Floor.StreamsAsync(corpus)),
            new("ours: typed events", corpus.EventCount, () => Ours.TypedEvents(corpus)),
            new("ours: whole fold, OutputText read", corpus.EventCount, () => Ours.WholeFoldAndText(corpus)),
            new("ours: Parse and Add(event), framed before", corpus.EventCount, () => Ours.ParseAndAdd(corpus)),
            new("ours: Add(bytes), framed before", corpus.EventCount, () => Ours.AddBytes(corpus)),
        ];
    }
}
