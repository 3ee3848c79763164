using System.Runtime.CompilerServices;

namespace AgenticApi.Gateway;

/// <summary>Reads the events of a stored response, including those that its host has still to write.</summary>
internal static class EventFollower
{
    /// <summary>Returns the events after a sequence number as server-sent events, up to the terminal event.</summary>
    /// <remarks>
    /// Ends earlier if the response is deleted. If the host of the response has died, a client may have seen events that were not stored, with
    /// higher sequence numbers than the terminal event. It gets the terminal event nevertheless.
    /// </remarks>
    /// <param name="records">The stored responses.</param>
    /// <param name="id">The id of the response.</param>
    /// <param name="after">The sequence number; -1 for all events.</param>
    /// <param name="lease">The length of the lease of a host.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(
        ResponseRecords records, string id, long after, TimeSpan lease, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        KeptResponse? ended = null;
        for (var wait = TimeSpan.Zero; ; wait = ended is null ? lease / 3 : TimeSpan.Zero)
        {
            var record = await records.Store.ReadAsync(id, RecordKeys.Events, RecordKeys.AfterEvent(after), wait, cancellationToken).ConfigureAwait(false);
            foreach (var (key, chunk) in record?.Entries ?? [])
            {
                var last = RecordKeys.LastSequence(key);
                yield return EventChunk.EventsAfter(chunk!.Value, last, after);
                after = last;
                if (RecordKeys.IsEnd(key))
                {
                    yield break;
                }
            }

            if (record is null)
            {
                yield break;
            }

            if (record.Entries.Count > 0)
            {
                continue;
            }

            if (ended is not null)
            {
                if (ended.State.HasLostHost)
                {
                    yield return await TerminalEventAsync(records, id, cancellationToken).ConfigureAwait(false);
                }

                yield break;
            }

            // There are no new events. If the lease of the host has expired, FindAnyAsync ends the response, and the next read returns the terminal event.
            ended = await records.FindAnyAsync(id, cancellationToken).ConfigureAwait(false) is { State.HasEnded: true } found ? found : null;
        }
    }

    /// <summary>Returns the last event of a response.</summary>
    private static async Task<ReadOnlyMemory<byte>> TerminalEventAsync(ResponseRecords records, string id, CancellationToken cancellationToken)
    {
        var record = await records.Store.ReadAsync(id, RecordKeys.Events, "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return record is { Entries: [.., var last] } && RecordKeys.LastSequence(last.Key) is var sequence ? EventChunk.EventsAfter(last.Value!.Value, sequence, sequence - 1) : default;
    }
}
