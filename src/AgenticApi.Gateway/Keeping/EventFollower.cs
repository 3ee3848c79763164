using System.Runtime.CompilerServices;

namespace AgenticApi.Gateway;

/// <summary>Gives the events of a response that is kept, and those that are still to come, whichever host makes it.</summary>
internal static class EventFollower
{
    /// <summary>The events after a sequence number, as server-sent events, to the terminal one.</summary>
    /// <remarks>It ends earlier if the response is deleted.</remarks>
    /// <param name="records">The responses that are kept.</param>
    /// <param name="id">The response's id.</param>
    /// <param name="after">The sequence number; -1 for all.</param>
    /// <param name="lease">How long a host may say nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(
        ResponseRecords records, string id, long after, TimeSpan lease, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var hasEnded = false; ;)
        {
            var wait = hasEnded ? TimeSpan.Zero : lease / 3;
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

            if (record is null || (hasEnded && record.Entries.Count == 0))
            {
                yield break;
            }

            // A host that says nothing may have died: then this fails its response, and what comes next is the terminal event.
            hasEnded = record.Entries.Count == 0 && await records.FindAnyAsync(id, cancellationToken).ConfigureAwait(false) is null or { State.HasEnded: true };
        }
    }
}
