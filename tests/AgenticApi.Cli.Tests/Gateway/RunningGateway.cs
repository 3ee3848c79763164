using System.Diagnostics;

namespace AgenticApi.Cli.Tests.Gateway;

/// <summary>The command <c>gateway</c> while it serves.</summary>
internal sealed class RunningGateway(Process tool, string baseUrl) : IAsyncDisposable
{
    public string BaseUrl => baseUrl;

    public Process Tool => tool;

    public static async Task<RunningGateway> StartAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var tool = Tests.Tool.Start(["gateway", .. arguments], environment);
        return new RunningGateway(tool, await tool.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await tool.StandardError.ReadToEndAsync()));
    }

    /// <summary>Sends a signal.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{tool.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<int> EndedAsync()
    {
        await tool.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return tool.ExitCode;
    }

    /// <summary>Stops it, which must leave no word of complaint.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!tool.HasExited)
        {
            await SignalAsync("TERM");
            (await EndedAsync(), await tool.StandardError.ReadToEndAsync()).Should().Be((0, ""));
        }

        tool.Dispose();
    }
}
