using System.Runtime.InteropServices;

namespace AgenticApi.Cli;

/// <summary>Takes SIGINT and SIGTERM: the first asks the command to stop, the second ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task> _stopping;
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public StopSignals()
    {
        _stopping = new(_stop.CancelAsync);
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
        var stopping = _stopping.Value;
        if (Interlocked.Increment(ref _count) > 1)
        {
            // The tools are killed meanwhile; what else the first signal asked for is not waited for.
            stopping.Wait(Patience);
            Environment.Exit(ExitCodes.Cancelled);
        }
    }
}
