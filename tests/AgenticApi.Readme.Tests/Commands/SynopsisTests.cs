using System.Diagnostics;
using System.Text.RegularExpressions;
using AgenticApi.Readme.Tests.Blocks;

namespace AgenticApi.Readme.Tests.Commands;

/// <summary>What a README says of the tool's options is what the tool knows.</summary>
public partial class SynopsisTests
{
    // Files for other programs that start the tool.
    private static readonly string[] Hosts = ["dockerfile", "ini"];

    public static TheoryData<string> Places => [.. Block.All.Where(block => block.Language is "" or "text" || Hosts.Contains(block.Language)).Select(block => block.Place)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Options_of_a_synopsis_are_those_of_the_command(string place)
    {
        var block = Block.All.Single(block => block.Place == place);
        var lines = block.Text.Split('\n').Where(line => line.Contains("agentic-api", StringComparison.Ordinal) && Command().IsMatch(line)).ToList();

        lines.Should().NotBeEmpty("a block without a language is a synopsis of the tool; other blocks name theirs");
        foreach (var line in lines)
        {
            var command = Command().Match(line).Groups[1].Value;
            var help = await Running.RunAsync(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "agentic-api.dll"), command, "--help"]));

            help.ExitCode.Should().Be(0, "{0} is a command", command);
            Option().Matches(line).Select(match => match.Groups[1].Value).Should().BeSubsetOf(Option().Matches(help.Output).Select(match => match.Groups[1].Value));
        }
    }

    [GeneratedRegex("""agentic-api(?:\.dll)?[", ]+([a-z]+)""")]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<![\w-])(--?[a-z][a-z-]*)")]
    private static partial Regex Option();
}
