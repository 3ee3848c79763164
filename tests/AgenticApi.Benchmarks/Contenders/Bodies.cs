namespace AgenticApi.Benchmarks.Contenders;

/// <summary>What reads the blocking bodies.</summary>
internal static class Bodies
{
    public static IReadOnlyList<Contender> Contenders(Corpus corpus)
    {
        var package = new OpenAIPackage(corpus);
        return
        [
            new("floor: JsonDocument.Parse", corpus.Bodies.Length, () => Floor.Bodies(corpus)),
            new("ours: FromJson", corpus.Bodies.Length, () => Ours.Bodies(corpus)),
            new($"OpenAI package: ResponseResult, {package.RefusedBodies} refused", corpus.Bodies.Length, package.Bodies),
        ];
    }
}
