using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>A turn of a cassette that was read for the page.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="Answers">The responses. A WebSocket turn can have several. Empty if none could be read or the request was not for a response.</param>
/// <param name="Error">Why the turn could not be read to its end; null if it could.</param>
internal sealed record TurnReading(CassetteTurn Turn, IReadOnlyList<Answer> Answers, string? Error)
{
    public bool IsStream => Turn.Response.Transport != CassetteTransport.Blocking;

    public IEnumerable<Deviation> Deviations => Answers.SelectMany(answer => answer.Result!.Deviations);

    public static async Task<TurnReading> ReadAsync(CassetteTurn turn, CancellationToken cancellationToken)
    {
        if (!turn.IsResponse)
        {
            return new TurnReading(turn, [], null);
        }

        if (turn.Response.Transport != CassetteTransport.Blocking)
        {
            return await ReadStreamAsync(turn, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return new TurnReading(turn, [Answer.Of(turn.Response.Accumulate())], null);
        }
        catch (ResponseProtocolException e)
        {
            return new TurnReading(turn, [], e.Message);
        }
    }

    private static async Task<TurnReading> ReadStreamAsync(CassetteTurn turn, CancellationToken cancellationToken)
    {
        var answers = new List<Answer>();
        var open = new Dictionary<string, Answer>(StringComparer.Ordinal);
        string? error = null;
        var current = default(Answer);
        try
        {
            using var stream = new TimedStream(turn.Response);
            await foreach (var streamEvent in ResponseEventReader.ReadAsync(stream, null, cancellationToken).ConfigureAwait(false))
            {
                // Several responses can share a connection, one after the other or multiplexed by stream id.
                var lane = streamEvent.StreamId ?? "";
                if (streamEvent is MalformedEvent && current is not null)
                {
                    // A malformed event names no response, so it is added to the current one.
                }
                else if (!open.TryGetValue(lane, out current) || current.IsNextResponse(streamEvent))
                {
                    answers.Add(current = open[lane] = new Answer());
                }

                current.Add(streamEvent, stream.Time);
            }
        }
        catch (ResponseProtocolException e)
        {
            error = e.Message;
        }

        if (answers.Count == 0 && error is null)
        {
            answers.Add(new Answer());
        }

        answers.ForEach(answer => answer.Finish(answer == current ? error : null));
        return new TurnReading(turn, answers, error);
    }
}
