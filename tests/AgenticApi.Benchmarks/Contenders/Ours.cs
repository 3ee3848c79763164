namespace AgenticApi.Benchmarks.Contenders;

/// <summary>The ways through this library.</summary>
internal static class Ours
{
    /// <summary>Typed events as they come, none kept.</summary>
    public static void TypedEvents(Corpus corpus)
    {
        foreach (var stream in corpus.Streams)
        {
            Sync.Run(Drain(stream));
        }
    }

    /// <summary>Bytes in, response out.</summary>
    public static void WholeFold(Corpus corpus)
    {
        foreach (var stream in corpus.Streams)
        {
            Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(stream)));
        }
    }

    /// <summary>Bytes in, text out: the response is made of JSON, and this is what reading it adds.</summary>
    public static void WholeFoldAndText(Corpus corpus)
    {
        foreach (var stream in corpus.Streams)
        {
            _ = Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(stream))).Response.OutputText;
        }
    }

    /// <summary>Typed events as they come, each of them added.</summary>
    public static void TypedEventsAndAdd(Corpus corpus)
    {
        foreach (var stream in corpus.Streams)
        {
            Sync.Run(Fold(stream));
        }
    }

    /// <summary>Typed events out of messages that something else has framed, each of them added.</summary>
    public static void ParseAndAdd(Corpus corpus)
    {
        foreach (var events in corpus.Events)
        {
            var accumulator = new ResponseAccumulator();
            foreach (var data in events)
            {
                accumulator.Add(ResponseStreamEvent.Parse(data));
            }

            accumulator.Finish();
        }
    }

    /// <summary>Messages that something else has framed, added as bytes.</summary>
    public static void AddBytes(Corpus corpus)
    {
        foreach (var events in corpus.Events)
        {
            var accumulator = new ResponseAccumulator();
            foreach (var data in events)
            {
                accumulator.Add((ReadOnlySpan<byte>)data);
            }

            accumulator.Finish();
        }
    }

    public static void Bodies(Corpus corpus)
    {
        foreach (var body in corpus.Bodies)
        {
            ResponseAccumulator.FromJson(body);
        }
    }

    private static async Task<AccumulatedResponse> Fold(byte[] stream)
    {
        var accumulator = new ResponseAccumulator();
        await foreach (var e in ResponseEventReader.ReadAsync(new MemoryStream(stream)))
        {
            accumulator.Add(e);
        }

        return accumulator.Finish();
    }

    private static async Task<int> Drain(byte[] stream)
    {
        var count = 0;
        await foreach (var _ in ResponseEventReader.ReadAsync(new MemoryStream(stream)))
        {
            count++;
        }

        return count;
    }
}
