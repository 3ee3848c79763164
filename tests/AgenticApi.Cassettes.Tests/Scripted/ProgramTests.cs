using System.Diagnostics;
using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>The scripted server as a program.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Recording_that_fails_is_told_of_and_ends_with_1()
    {
        var (code, _, error) = await RunAsync("record", _folder, "--tool", Path.Combine(_folder, "nothing.dll"), "text-blocking");

        code.Should().Be(1);
        error.Should().StartWith("text-blocking: the tool ended with").And.Contain("0 recorded, 1 failed");
    }

    [Fact]
    public async Task List_has_a_line_for_every_scenario()
    {
        var (code, output, _) = await RunAsync("list");

        code.Should().Be(0);
        output.TrimEnd().Split('\n').Should().HaveCount(Scenario.All.Count).And.Contain(line => line.StartsWith("text-blocking\tscripted OpenAI", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("serve", "nothing")]
    [InlineData("record", "folder", "nothing")]
    [InlineData("sing")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments)
    {
        (await RunAsync(arguments)).Code.Should().Be(2);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "AgenticApi.ScriptedServer.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
