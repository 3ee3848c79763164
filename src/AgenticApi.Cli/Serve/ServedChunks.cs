using System.Runtime.CompilerServices;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The pieces of a recorded answer as they go out: paced, and with what is to go wrong.</summary>
internal static class ServedChunks
{
    /// <param name="answer">The answer.</param>
    /// <param name="options">How it is replayed.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="onCutOff">Called before a fault keeps the rest of the answer back: the client may ask again at once.</param>
    /// <param name="cancellationToken">Ends the answer.</param>
    /// <exception cref="IOException">The connection is to be dropped here.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        CassetteResponse answer, ReplayOptions options, Faults fault, Action onCutOff, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = answer.Open(options.Pace, options.TimeProvider);
        await using var _ = stream.ConfigureAwait(false);
        var buffer = new byte[answer.Chunks.Select(chunk => chunk.Length).DefaultIfEmpty().Max() + 1];
        for (var count = 0; ; count++)
        {
            if ((count == fault.DropAfter || count == fault.StallAfter) && count < answer.Chunks.Count)
            {
                onCutOff();
            }

            if (count == fault.DropAfter)
            {
                throw new IOException("The connection is dropped, as was asked for.");
            }

            if (count == fault.StallAfter)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            }

            var length = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (length == 0)
            {
                yield break;
            }

            yield return count + 1 == fault.Garble ? Faults.Damage(buffer.AsSpan(0, length)) : buffer.AsMemory(0, length);
        }
    }
}
