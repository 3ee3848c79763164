using System.Text.RegularExpressions;

namespace AgenticApi.Tests.Habits;

/// <summary>Properties of every source file that no analyser checks.</summary>
public partial class SourceTests
{
    private const int MostLines = 370;

    /// <summary>String literals do not count: splitting a sentence or a JSON value does not make it clearer.</summary>
    private const int LongestLine = 220;

    private static readonly Source[] Sources = [.. Directory.EnumerateDirectories(Repository.Root)
        .Where(folder => Path.GetFileName(folder) is "src" or "tests")
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
        .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
        .Select(path => new Source(path, File.ReadAllText(Path.Combine(Repository.Root, path))))];

    [Fact]
    public void Source_file_of_any_project_is_short()
    {
        Sources.Should().HaveCountGreaterThan(500);
        Sources.Where(source => source.Text.Count(c => c == '\n') > MostLines).Select(source => source.Path).Should().BeEmpty();
    }

    [Fact]
    public void Line_without_its_strings_is_short() =>
        Lines(WithoutStrings).Where(line => line.Text.Length > LongestLine).Select(line => line.Place).Should().BeEmpty();

    [Fact]
    public void Source_file_has_no_region() =>
        Lines(code => code).Where(line => line.Text.TrimStart().StartsWith("#region", StringComparison.Ordinal)).Select(line => line.Place).Should().BeEmpty();

    [Fact]
    public void Comment_leaves_no_work_to_do() =>
        Lines(WithoutStrings).Where(line => UnfinishedComment().IsMatch(line.Text)).Select(line => line.Place).Should().BeEmpty();

    // Keeps the line breaks, so that line numbers do not change.
    private static string WithoutStrings(string code) =>
        StringLiteral().Replace(code, literal => "\"\"" + new string('\n', literal.Value.Count(c => c == '\n')));

    private static IEnumerable<(string Place, string Text)> Lines(Func<string, string> change) =>
        Sources.SelectMany(source => change(source.Text).Split('\n').Select((line, index) => ($"{source.Path}:{index + 1}", line.TrimEnd('\r'))));

    [GeneratedRegex("""("{3,}).*?\1|"(?:[^"\\\n]|\\.)*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex StringLiteral();

    [GeneratedRegex(@"//.*\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex UnfinishedComment();

    private sealed record Source(string Path, string Text);
}
