using System.Diagnostics;
using System.Text.Json;

namespace AgenticApi.Cli.Tests.Clients;

/// <summary>Runs scripts with the packages of npm in <c>package.json</c>, which it installs at the first use.</summary>
internal static class NodeClient
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Clients");
    private static readonly Lazy<Task> Installed = new(() => StartAsync("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));

    /// <summary>What a script printed: a JSON value.</summary>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        await Installed.Value;
        return JsonElement.Parse(await StartAsync("node", [script, .. arguments]));
    }

    private static async Task<string> StartAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, "{0} {1} says {2}", program, arguments[0], await error);
        return await output;
    }
}
