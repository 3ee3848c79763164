namespace AgenticApi.Cli.Tests;

/// <summary>What the tool says of command lines that it cannot follow.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("--strcit", "accumulate", "--strict", "accumulate", "--strcit", "x")]
    [InlineData("--strcit", "accumulate", "--strict", "accumulate", "--strcit=1", "x")]
    [InlineData("--jsno", "replay", "--json", "replay", "--jsno", "x")]
    [InlineData("--sumary", "lint", "--summary", "lint", "x", "--sumary")]
    [InlineData("--out", "view", "--output", "view", "x", "--out")]
    [InlineData("--modle", "record", "--model", "record", "--base-url", "http://x", "-o", "--modle", "m", "hi")]
    [InlineData("--verison", "", "--version", "--verison")]
    [InlineData("--upstraem", "gateway", "--upstream", "gateway", "--upstraem", "http://127.0.0.1:1/v1")]
    [InlineData("--stoer", "gateway", "--store", "gateway", "--upstream", "http://127.0.0.1:1/v1", "--stoer=memory")]
    [InlineData("--hlep", "gateway key", "--help", "gateway", "key", "--hlep")]
    public async Task Misspelt_option_is_named_with_the_one_that_may_be_meant(string misspelt, string command, string meant, params string[] arguments)
    {
        var path = $"agentic-api {command}".TrimEnd();

        (await Tool.RunAsync(arguments)).Should().Be(new ToolResult(
            2, "", $"agentic-api: {misspelt}: '{path}' has no such option. Did you mean {meant}?\nagentic-api: see '{path} --help'\n"));
    }

    [Fact]
    public async Task Unknown_option_that_is_like_no_other_has_no_suggestion() =>
        (await Tool.RunAsync(["replay", "--strcit", "x"])).Should().Be(new ToolResult(
            2, "", "agentic-api: --strcit: 'agentic-api replay' has no such option.\nagentic-api: see 'agentic-api replay --help'\n"));

    [Fact]
    public async Task Misspelt_command_is_named_with_the_one_that_may_be_meant() =>
        (await Tool.RunAsync(["replya", "x"])).Should().Be(new ToolResult(
            2, "", "agentic-api: replya: there is no such command. Did you mean replay?\nagentic-api: see 'agentic-api --help'\n"));

    [Fact]
    public async Task Misspelt_command_is_told_before_the_options_that_were_meant_for_it() =>
        (await Tool.RunAsync(["replya", "--json", "x"])).Error.Should().StartWith("agentic-api: replya: there is no such command. Did you mean replay?\n");

    [Theory]
    [InlineData("kye", " Did you mean key?")]
    [InlineData("tokens", "")]
    public async Task Misspelt_command_of_a_command_is_named_with_the_one_that_may_be_meant(string misspelt, string suggestion)
    {
        foreach (var arguments in (string[][])[["gateway", misspelt, "bob"], ["gateway", "--upstream", "http://127.0.0.1:1/v1", misspelt]])
        {
            (await Tool.RunAsync(arguments)).Should().Be(new ToolResult(
                2, "", $"agentic-api: {misspelt}: 'agentic-api gateway' has no such command.{suggestion}\nagentic-api: see 'agentic-api gateway --help'\n"));
        }
    }

    [Fact]
    public async Task What_stands_after_two_dashes_or_an_equals_sign_or_has_spaces_is_no_option()
    {
        (await Tool.RunAsync(["replay", "--", "--strcit"])).Error.Should().StartWith("agentic-api: --strcit: there is no such file or folder.");
        (await Tool.RunAsync(["record", "--base-url", "http://x", "-o", "x", "--instructions=--foo", "-5 degrees?", "--strict or not?"])).Error
            .Should().Be("agentic-api: --model is missing.\n");
    }

    [Theory]
    [InlineData("--json", "--jsno", 1)]
    [InlineData("--json", "--son", 1)]
    [InlineData("abc", "axc", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("same", "same", 0)]
    public void Distance_counts_what_is_added_removed_replaced_and_swapped(string one, string other, int distance)
    {
        Misspelling.Distance(one, other).Should().Be(distance);
        Misspelling.Distance(other, one).Should().Be(distance);
    }

    [Fact]
    public async Task Tool_alone_shows_what_its_help_shows()
    {
        var alone = await Tool.RunAsync([]);

        alone.Should().Be(await Tool.RunAsync(["--help"]));
        alone.ExitCode.Should().Be(0);
        alone.Output.Should().Contain("accumulate").And.Contain("replay").And.Contain("record");
    }

    [Fact]
    public async Task Completions_of_a_command_line_are_printed_one_a_line()
    {
        (await Tool.RunAsync(["[suggest:20]", "agentic-api replay --"])).Should().Be(new ToolResult(0, "--help\n--json\n", ""));
        (await Tool.RunAsync(["[suggest:13]", "agentic-api l"])).Output.Should().StartWith("lint\n");
    }

    [LinuxTheory]
    [InlineData("agentic-api rep", "replay")]
    [InlineData("agentic-api lint --s", "--summary")]
    [InlineData("agentic-api accumulate --format s", "summary")]
    [InlineData("agentic-api replay cassettes/", "")]
    public async Task Bash_completes_with_the_lines_of_the_readme(string line, string completed)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "src", "AgenticApi.Cli", "README.md")).SkipWhile(text => !text.StartsWith("_agentic_api()", StringComparison.Ordinal)).Take(2);
        var word = line[(line.LastIndexOf(' ') + 1)..];
        var script = string.Join('\n', lines.Append($"COMP_LINE='{line}' COMP_POINT={line.Length}; _agentic_api agentic-api '{word}'; echo \"${{COMPREPLY[*]}}\""));

        var result = await Tool.ShellAsync("agentic-api() { agentic_api \"$@\"; }; eval \"$SCRIPT\"", null, ("SCRIPT", script));

        result.Should().Be(new ToolResult(0, completed + "\n", ""));
    }
}
