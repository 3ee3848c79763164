namespace AgenticApi.Cli;

/// <summary>Reads all responses of an input.</summary>
internal static class Accumulation
{
    /// <summary>Reads an input to its end and returns its responses in the order in which they begin.</summary>
    /// <param name="stream">The input. Responses follow each other, or are interleaved and distinguished by their stream ids.</param>
    /// <param name="options">The options of each accumulator.</param>
    /// <param name="every">The number of events between two snapshots of a response; <see langword="null"/> for no snapshots.</param>
    /// <param name="onSnapshot">Receives the snapshots.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="ResponseProtocolException">The input is not a response, or strict mode rejects it.</exception>
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
            : throw new ResponseProtocolException("The input contains no event and no JSON body. Pass the bytes of a Responses API answer.");
    }
}
