using System.Runtime.InteropServices;

namespace AgenticApi.Cli;

/// <summary>Takes SIGINT and SIGTERM: the first asks the command to stop, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _beforeExit;
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    /// <summary>Takes them from now on.</summary>
    /// <param name="beforeExit">What is done before the process ends at once.</param>
    public StopSignals(Action beforeExit)
    {
        _beforeExit = beforeExit;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)];
    }

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
        signal.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            _beforeExit();
            Environment.Exit(ExitCodes.Cancelled);
        }

        _stop.CancelAsync();
    }
}
