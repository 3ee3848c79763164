namespace AgenticApi.Cli.Tests;

/// <summary>What the tool says when its result cannot be written.</summary>
public class FullDiskTests
{
    private const string Cassettes = "cassettes/reasoning-gpt-oss-streaming.yaml";

    [LinuxTheory]
    [InlineData("--help")]
    [InlineData("lint " + Cassettes)]
    [InlineData("replay " + Cassettes)]
    [InlineData("replay --json " + Cassettes)]
    [InlineData("view " + Cassettes)]
    [InlineData("accumulate < tests/AgenticApi.Cli.Tests/Support/response.json")]
    public async Task Full_disk_behind_standard_output_is_told_in_one_line_and_exits_with_1(string arguments) =>
        (await Tool.ShellAsync($"agentic_api {arguments} > /dev/full")).Should().Be(
            new ToolResult(1, "", "agentic-api: standard output cannot be written: No space left on device\n"));

    [LinuxTheory]
    [InlineData("replay " + Cassettes)]
    [InlineData("view " + Cassettes)]
    public async Task Closed_standard_output_is_told_in_one_line_and_exits_with_1(string arguments) =>
        (await Tool.ShellAsync($"agentic_api {arguments} >&-")).Should().Be(
            new ToolResult(1, "", "agentic-api: standard output cannot be written: Bad file descriptor\n"));

    [LinuxFact]
    public async Task Closed_standard_error_changes_no_exit_code() => (await Tool.ShellAsync("agentic_api replay none 2>&-")).ExitCode.Should().Be(2);

    [LinuxFact]
    public async Task Full_disk_behind_standard_error_changes_no_exit_code()
    {
        (await Tool.ShellAsync("agentic_api replay none 2> /dev/full")).ExitCode.Should().Be(2);
        (await Tool.ShellAsync("agentic_api replay --strcit 2> /dev/full")).ExitCode.Should().Be(2);
    }
}
