using System.Text.Json.Nodes;

namespace AgenticApi.Cli.Tests;

/// <summary><c>agentic-api replay</c>, run as the built executable.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Folder_gives_a_table_with_a_row_a_turn()
    {
        var result = await Tool.RunAsync(["replay", Repository.Cassettes]);

        result.ExitCode.Should().Be(0);
        result.Error.Should().BeEmpty();
        var rows = result.Output.Split('\n').Where(line => line.Contains(".yaml", StringComparison.Ordinal)).ToList();
        rows.Count(row => row.Contains("story-that-job-streaming.yaml", StringComparison.Ordinal)).Should().Be(4);
        rows.Should().ContainSingle(row => row.Contains("truncated-streaming.yaml", StringComparison.Ordinal)).Which.Should().Contain("truncated").And.Contain("get_weather");
        rows.Should().Contain(row => row.Contains("tool-choice-auto-blocking.yaml", StringComparison.Ordinal) && row.Contains("blocking") && row.Contains("scripted vLLM") && row.Contains("message, 2 function_call"));
    }

    [LinuxFact]
    public async Task Terminal_of_80_columns_shows_whole_words_within_its_width()
    {
        var result = await Tool.OnTerminalAsync("replay cassettes", 80, null, ("NO_COLOR", "1"));

        result.ExitCode.Should().Be(0);
        var lines = result.Output.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        lines.Should().NotContain(line => line.Length > 80);
        lines.Should().Contain("tool-choice-auto-blocking.yaml (scripted vLLM)").And.Contain("      message, 2 function_call: get_weather, get_time");
        lines.Should().Contain(line => line.StartsWith("  t1  streaming  truncated  1 error", StringComparison.Ordinal));
    }

    [LinuxTheory]
    [InlineData(80)]
    [InlineData(300)]
    public async Task Terminal_shows_endings_in_color_and_NO_COLOR_or_a_pipe_none(int columns)
    {
        const string Truncated = "replay cassettes/truncated-streaming.yaml";

        (await Tool.OnTerminalAsync(Truncated, columns, null, ("TERM", "xterm"), ("NO_COLOR", ""))).Output.Should().MatchRegex("\u001b\\[[0-9;]*mtruncated\u001b\\[0m");
        foreach (var (name, value) in ((string, string)[])[("NO_COLOR", "1"), ("TERM", "dumb")])
        {
            (await Tool.OnTerminalAsync(Truncated, columns, null, (name, value))).Output.Should().Contain("truncated").And.NotMatchRegex("\u001b\\[[0-9;]*m");
        }

        (await Tool.RunAsync(Truncated.Split(' '))).Output.Should().NotContain("\u001b");
    }

    [Fact]
    public async Task Json_gives_one_object_a_turn()
    {
        var result = await Tool.RunAsync(["replay", "--json", Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml")]);

        var rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        rows.Select(row => (row["turn"]!.ToString(), row["transport"]!.ToString(), row["ending"]!.ToString())).Should().Equal(("t1", "streaming", "completed"), ("t2", "streaming", "completed"));
        rows[1]["tool_calls"]!.AsArray().Select(name => name!.ToString()).Should().Equal("get_time");
        rows[1]["warning"]!.GetValue<int>().Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task Broken_cassette_is_named_and_the_others_are_shown()
    {
        File.WriteAllText(Path.Combine(_folder, "a-broken.yaml"), "turns: [\n");
        File.Copy(Path.Combine(Repository.Cassettes, "text-blocking.yaml"), Path.Combine(_folder, "b.yaml"));

        var result = await Tool.RunAsync(["replay", _folder]);

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("b.yaml");
        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().ContainSingle().Which.Should().Contain("a-broken.yaml").And.Contain("line 2");
    }

    [Fact]
    public async Task Turn_that_is_no_response_is_named_and_the_others_are_shown()
    {
        File.WriteAllText(Path.Combine(_folder, "a.json"), "{\"hello\":1}");
        File.Copy(Path.Combine(Repository.Cassettes, "text-blocking.yaml"), Path.Combine(_folder, "b.yaml"));

        var result = await Tool.RunAsync(["replay", _folder]);

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("b.yaml");
        result.Error.Should().Contain("a.json").And.Contain("not a response");
    }

    [Fact]
    public async Task Path_with_nothing_in_it_exits_with_2()
    {
        foreach (var path in (string[])[_folder, Path.Combine(_folder, "none")])
        {
            var result = await Tool.RunAsync(["replay", path]);

            result.ExitCode.Should().Be(2);
            result.Output.Should().BeEmpty();
            result.Error.Should().Contain(path);
        }
    }
}
