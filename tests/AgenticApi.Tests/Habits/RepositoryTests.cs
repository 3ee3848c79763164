using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace AgenticApi.Tests.Habits;

/// <summary>Properties of the whole repository.</summary>
public partial class RepositoryTests
{
    [Fact]
    public void Workflow_runs_scripts_that_exist()
    {
        var workflow = File.ReadAllText(Path.Combine(Repository.Root, ".github/workflows/ci.yml"));
        var scripts = Script().Matches(workflow).Select(match => match.Value).Distinct().ToList();

        scripts.Should().Contain([".ci/run", ".ci/pack", ".ci/long"]);
        scripts.Should().OnlyContain(script => File.Exists(Path.Combine(Repository.Root, script)));
    }

    [RecordingsFact]
    public void Every_recording_is_in_the_list_that_the_script_fetches()
    {
        var listed = File.ReadLines(Path.Combine(Repository.Root, ".ci/recordings.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(columns => $"{columns[0]}  {columns[1]}");
        var folder = Repository.Recordings!;
        var present = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".yaml" or ".sse" or ".json")
            .Select(path => $"{Hash(path)}  {Path.GetRelativePath(folder, path).Replace('\\', '/')}");

        present.Should().BeSubsetOf(listed);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    [GeneratedRegex(@"\.ci/[a-z-]+")]
    private static partial Regex Script();
}
