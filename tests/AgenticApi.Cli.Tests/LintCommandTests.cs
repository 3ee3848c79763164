namespace AgenticApi.Cli.Tests;

/// <summary><c>agentic-api lint</c>, run as the built executable.</summary>
public class LintCommandTests
{
    [Fact]
    public async Task Deviations_are_listed_and_counted_by_kind_and_server()
    {
        var result = await Tool.RunAsync(["lint", Path.Combine(Repository.Cassettes, "reasoning-gpt-oss-streaming.yaml"), Path.Combine(Repository.Cassettes, "text-streaming.yaml")]);

        result.ExitCode.Should().Be(0);
        result.Error.Should().BeEmpty();
        var lines = result.Output.Split('\n');
        lines.Should().Contain(line => line.Contains("reasoning-gpt-oss-streaming.yaml: t1: warning: ItemNotAnnounced at response.output_text.done (output 1)", StringComparison.Ordinal));
        var table = lines.Where(line => line.StartsWith('|')).Select(line => string.Join(' ', line.Split(['|', ' '], StringSplitOptions.RemoveEmptyEntries))).ToList();
        table[0].Should().Be("deviation worst scripted OpenAI scripted vLLM gpt-oss");
        table.Should().Contain("(turns) 1 2").And.Contain("ItemNotAnnounced warning 1").And.Contain("DialectEvent info 2");
    }

    [Fact]
    public async Task Deviation_of_severity_error_exits_with_1()
    {
        var result = await Tool.RunAsync(["lint", "--summary", Path.Combine(Repository.Cassettes, "truncated-streaming.yaml")]);

        result.ExitCode.Should().Be(1);
        result.Output.Should().StartWith("|").And.Contain("StreamTruncated").And.NotContain("yaml");
    }

    [Fact]
    public async Task Path_with_nothing_in_it_exits_with_2() => (await Tool.RunAsync(["lint", "none-such"])).ExitCode.Should().Be(2);
}
