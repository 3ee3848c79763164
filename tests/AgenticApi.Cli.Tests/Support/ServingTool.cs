using System.Diagnostics;

namespace AgenticApi.Cli.Tests;

/// <summary>The built executable while it serves, as a person would start it.</summary>
internal sealed class ServingTool(Process tool, string baseUrl) : IAsyncDisposable
{
    /// <summary>What it prints first.</summary>
    public string BaseUrl => baseUrl;

    public static async Task<ServingTool> StartAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        var tool = Tool.Start(arguments, environment);
        return new(tool, await tool.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await tool.StandardError.ReadToEndAsync()));
    }

    /// <summary>Stops it as a service manager does. It must end well and have said nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        using (Process.Start("kill", ["-TERM", $"{tool.Id}"]))
        {
            await tool.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        (tool.ExitCode, await tool.StandardError.ReadToEndAsync()).Should().Be((0, ""));
        tool.Dispose();
    }
}
