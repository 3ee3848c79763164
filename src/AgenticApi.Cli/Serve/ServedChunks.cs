using System.Runtime.CompilerServices;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Reads the chunks of a recorded answer at the replay pace, with the simulated faults.</summary>
internal static class ServedChunks
{
    /// <summary>Returns the chunks in order.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="options">How to replay it.</param>
    /// <param name="fault">The faults.</param>
    /// <param name="onCutOff">Called before a fault withholds the rest of the answer. The client may repeat the request right after.</param>
    /// <param name="cancellationToken">Cancels the answer.</param>
    /// <exception cref="IOException">A fault closes the connection here.</exception>
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
                throw new IOException("The fault drop-after closes the connection here.");
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
