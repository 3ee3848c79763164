using System.Diagnostics;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>A process that runs an agent, and that a test kills.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    public HostProcess(Uri url, string journal, string runId, string toolLog, Continuation continuation, bool store, int leaseMilliseconds = 0) => _process = Process.Start(
        new ProcessStartInfo(
            "dotnet",
            ["exec", Path.Combine(AppContext.BaseDirectory, "AgenticApi.AgentHost.dll"), $"{url}", journal, runId, toolLog, $"{continuation}", $"{store}", $"{leaseMilliseconds}"])
        {
            RedirectStandardOutput = true,
        })!;

    /// <summary>Reads a line of its output; null at the end.</summary>
    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>Reads up to a line.</summary>
    /// <returns>The line; null if the output ended before it.</returns>
    public async Task<string?> ReadUntilAsync(Func<string, bool> isIt)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (isIt(line))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>Kills the process (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends it a signal by its name, such as STOP and CONT.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
