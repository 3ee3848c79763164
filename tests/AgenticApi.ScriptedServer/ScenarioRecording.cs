using System.Diagnostics;

namespace AgenticApi.Scripted;

/// <summary>Records scenarios with the built tool, as a person would: one cassette each.</summary>
public static class ScenarioRecording
{
    /// <summary>Where the build puts the tool.</summary>
    public static string Tool => Path.Combine(AppContext.BaseDirectory, "agentic-api.dll");

    /// <param name="scenarios">What is recorded.</param>
    /// <param name="folder">Where the cassettes are written.</param>
    /// <param name="tool">The built tool.</param>
    /// <param name="output">Gets the path of each cassette.</param>
    /// <param name="error">Gets what went wrong.</param>
    /// <param name="real">The server that is asked; null for the scripted one.</param>
    /// <returns>Whether every scenario was recorded.</returns>
    public static async Task<bool> RunAsync(
        IReadOnlyList<Scenario> scenarios, string folder, string tool, TextWriter output, TextWriter error, RealServer? real = null)
    {
        Directory.CreateDirectory(folder);
        var failures = 0;
        foreach (var scenario in scenarios)
        {
            var file = Path.Combine(folder, scenario.Name + ".yaml");
            var (code, said) = await RecordAsync(scenario, tool, file, real);
            // The tool ends with 3 where the answer ends too early, as it is to here and there.
            if ((code == 0 || (code == 3 && real is null && scenario.Endings[^1] == "Truncated")) && File.Exists(file))
            {
                await output.WriteLineAsync(file);
            }
            else
            {
                failures++;
                await error.WriteLineAsync($"{scenario.Name}: the tool ended with {code}{(code == 0 ? " and wrote nothing" : "")}.\n{said}");
            }
        }

        await error.WriteLineAsync($"{scenarios.Count - failures} recorded, {failures} failed");
        return failures == 0;
    }

    private static async Task<(int Code, string Said)> RecordAsync(Scenario scenario, string tool, string file, RealServer? real)
    {
        if (real is not null)
        {
            return await RecordAsync(tool, file, real.ArgumentsFor(scenario));
        }

        await using var server = await ScriptedServer.StartAsync(scenario);
        return await RecordAsync(tool, file, ["--base-url", server.BaseUrl.ToString(), .. scenario.RecordArguments]);
    }

    private static async Task<(int Code, string Said)> RecordAsync(string tool, string file, IReadOnlyList<string> arguments)
    {
        // Options first: what stands behind them is all prompts.
        var start = new ProcessStartInfo("dotnet", [tool, "record", "-o", file, "--overwrite", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
