namespace AgenticApi.Cli;

/// <summary>Reads one input to its end.</summary>
internal static class Accumulation
{
    /// <summary>The responses in an input, one after the other.</summary>
    /// <exception cref="ResponseProtocolException">The input is no response, or strict mode refuses it.</exception>
    public static async Task<IReadOnlyList<AccumulatedResponse>> ReadAsync(
        Stream stream, ResponseAccumulatorOptions options, int? every, Action<Response> onSnapshot, CancellationToken cancellationToken)
    {
        var results = new List<AccumulatedResponse>();
        var accumulator = new ResponseAccumulator(options);
        await foreach (var streamEvent in ResponseEventReader.ReadAsync(stream, options, cancellationToken).ConfigureAwait(false))
        {
            if (accumulator.IsNextResponse(streamEvent))
            {
                results.Add(accumulator.Finish());
                accumulator = new ResponseAccumulator(options);
            }

            accumulator.Add(streamEvent);
            if (accumulator.EventCount % every == 0)
            {
                onSnapshot(accumulator.Snapshot());
            }
        }

        results.Add(accumulator.Finish());
        if (accumulator.EventCount == 0)
        {
            throw new ResponseProtocolException("The input holds no event and no JSON body. Give the bytes of a Responses API answer.");
        }

        return results;
    }
}
