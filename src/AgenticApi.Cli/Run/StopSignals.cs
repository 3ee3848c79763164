using System.Runtime.InteropServices;

namespace AgenticApi.Cli;

/// <summary>Handles SIGINT and SIGTERM: the first signal requests the command to stop, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _beforeExit;
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    /// <summary>Starts to handle the signals.</summary>
    /// <param name="beforeExit">Called before a second signal ends the process.</param>
    public StopSignals(Action beforeExit)
    {
        _beforeExit = beforeExit;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
    }

    /// <summary>The token that the first signal cancels.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            _beforeExit();
            Environment.Exit(ExitCodes.Cancelled);
        }

        _stop.CancelAsync();
    }
}
