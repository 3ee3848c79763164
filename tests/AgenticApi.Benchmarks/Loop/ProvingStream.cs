using System.Diagnostics;

namespace AgenticApi.Benchmarks.Loop;

/// <summary>A stream that gives what is before the proof of a call, the proof a little later, and the rest when the tool has started.</summary>
internal sealed class ProvingStream(byte[] before, byte[] proof, byte[] after) : MemoryStream
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);

    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReadOnlyMemory<byte> _rest = before;
    private int _part;

    /// <summary>When the proof was given.</summary>
    public long Given { get; private set; }

    /// <summary>Gives the rest.</summary>
    public void GoOn() => _goOn.TrySetResult();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty && _part == 0)
        {
            await Task.Delay(Pause, cancellationToken);
            (_rest, _part, Given) = (proof, 1, Stopwatch.GetTimestamp());
        }
        else if (_rest.IsEmpty && _part == 1)
        {
            await _goOn.Task.WaitAsync(cancellationToken);
            (_rest, _part) = (after, 2);
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }
}
