using System.Text.RegularExpressions;
using AgenticApi.Folding;

namespace AgenticApi.Tests.Readme;

/// <summary>The README matches the code.</summary>
public partial class ReadmeTests
{
    private const string Package = "src/AgenticApi/README.md";

    [Fact]
    public void Table_of_deviations_has_a_row_for_every_kind_with_its_severity_and_action()
    {
        var rows = Row().Matches(Text(Package)).Select(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value));

        var expected = Enum.GetValues<DeviationKind>().Select(kind => (kind.ToString(), DeviationRules.Of(kind).Severity.ToString().ToLowerInvariant(), DeviationRules.Of(kind).Action.TrimEnd('.')));
        rows.Should().BeEquivalentTo(expected);
    }

    private static string Text(string readme) => File.ReadAllText(Path.Combine(Repository.Root, readme));

    [GeneratedRegex(@"^\| `(\w+)` \| (info|warning|error) \| [^|]+ \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
