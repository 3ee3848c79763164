namespace AgenticApi.Fuzzing.Promises;

/// <summary>Ways to fold, all of them public.</summary>
internal static class Fold
{
    public static Outcome Whole(byte[] bytes, bool isBody, ResponseAccumulatorOptions? options = null) =>
        Outcome.Of(() => isBody ? ResponseAccumulator.FromJson(bytes, options) : From(new MemoryStream(bytes, writable: false), options));

    public static AccumulatedResponse From(Stream stream, ResponseAccumulatorOptions? options = null, CancellationToken cancellationToken = default) =>
        // Never waits: every stream of the fuzzer has its bytes at once.
        ResponseAccumulator.FromStreamAsync(stream, options, cancellationToken).GetAwaiter().GetResult();

    public static List<ResponseStreamEvent> Read(byte[] bytes, ResponseAccumulatorOptions? options = null) =>
        [.. ResponseEventReader.ReadAsync(new MemoryStream(bytes, writable: false), options).ToBlockingEnumerable()];

    public static Outcome Events(IEnumerable<ResponseStreamEvent> events) => Outcome.Of(() =>
    {
        var accumulator = new ResponseAccumulator();
        foreach (var e in events)
        {
            accumulator.Add(e);
        }

        return accumulator.Finish();
    });

    public static Outcome Spans(IEnumerable<byte[]> events) => Outcome.Of(() =>
    {
        var accumulator = new ResponseAccumulator();
        foreach (var e in events)
        {
            accumulator.Add(e.AsSpan());
        }

        return accumulator.Finish();
    });
}
