using System.Runtime.InteropServices;

namespace AgenticApi.Cli;

/// <summary>Takes SIGINT and SIGTERM: the first asks the command to stop, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public StopSignals() =>
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)];

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Take(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref _count) > 1)
        {
            Environment.Exit(ExitCodes.Cancelled);
        }

        signal.Cancel = true;
        _stop.CancelAsync();
    }
}
