namespace AgenticApi.Cli;

/// <summary>Reads one input to its end.</summary>
internal static class Accumulation
{
    /// <summary>The responses in an input, in the order in which they begin: one after the other, or at once in lanes.</summary>
    /// <exception cref="ResponseProtocolException">The input is no response, or strict mode refuses it.</exception>
    public static async Task<IReadOnlyList<AccumulatedResponse>> ReadAsync(
        Stream stream, ResponseAccumulatorOptions options, int? every, Action<Response> onSnapshot, CancellationToken cancellationToken)
    {
        var responses = new List<ResponseAccumulator>();
        var lanes = new Dictionary<string, ResponseAccumulator>(StringComparer.Ordinal);
        await foreach (var streamEvent in ResponseEventReader.ReadAsync(stream, options, cancellationToken).ConfigureAwait(false))
        {
            var lane = streamEvent.StreamId ?? "";
            if (!lanes.TryGetValue(lane, out var response) || response.IsNextResponse(streamEvent))
            {
                responses.Add(response = lanes[lane] = new ResponseAccumulator(options));
            }

            response.Add(streamEvent);
            if (response.EventCount % every == 0)
            {
                onSnapshot(response.Snapshot());
            }
        }

        return responses.Count > 0
            ? responses.ConvertAll(response => response.Finish())
            : throw new ResponseProtocolException("The input holds no event and no JSON body. Give the bytes of a Responses API answer.");
    }
}
