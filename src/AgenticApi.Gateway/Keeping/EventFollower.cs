using System.Runtime.CompilerServices;

namespace AgenticApi.Gateway;

/// <summary>Gives the events of a response that is kept, and those that are still to come, whichever host makes it.</summary>
internal static class EventFollower
{
    /// <summary>The events after a sequence number, as server-sent events, to the terminal one.</summary>
    /// <remarks>
    /// It ends earlier if the response is deleted. A host that died may have told its client more than it had written: that client, too, gets
    /// the terminal event, although the sequence number that it has seen is not smaller.
    /// </remarks>
    /// <param name="records">The responses that are kept.</param>
    /// <param name="id">The response's id.</param>
    /// <param name="after">The sequence number; -1 for all.</param>
    /// <param name="lease">How long a host may say nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
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
                yield return EventFrames.After(chunk!.Value, last, after);
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
                    yield return await LastAsync(records, id, cancellationToken).ConfigureAwait(false);
                }

                yield break;
            }

            // A host that says nothing may have died: then this fails its response, and what comes next is the terminal event.
            ended = await records.FindAnyAsync(id, cancellationToken).ConfigureAwait(false) is { State.HasEnded: true } found ? found : null;
        }
    }

    /// <summary>The terminal event of a response.</summary>
    private static async Task<ReadOnlyMemory<byte>> LastAsync(ResponseRecords records, string id, CancellationToken cancellationToken)
    {
        var record = await records.Store.ReadAsync(id, RecordKeys.Events, "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return record is { Entries: [.., var last] } && RecordKeys.LastSequence(last.Key) is var sequence ? EventFrames.After(last.Value!.Value, sequence, sequence - 1) : default;
    }
}
