using System.Text.Json;
using System.Text.RegularExpressions;
using AgenticApi.Packages.Tests.Support;

namespace AgenticApi.Packages.Tests;

/// <summary>What a release makes of CHANGELOG.md.</summary>
public sealed partial class ReleaseTests : IDisposable
{
    private const string Changes = """
        # Changelog

        ## [Unreleased]

        - to come

        ## [1.0.0-rc.1] - 2026-02-01

        - a candidate; $(Version), 50 %, [link](a)

        ## [1.0.0] - 2026-03-01

        - the first

        ## 0.9.0

        - older
        """;

    private readonly string _changelog = Path.GetTempFileName();

    [Theory]
    [InlineData("1.0.0", "## [1.0.0] - 2026-03-01\n\n- the first")]
    [InlineData("1.0.0-rc.1", "## [1.0.0-rc.1] - 2026-02-01\n\n- a candidate; $(Version), 50 %, [link](a)")]
    [InlineData("0.9.0", "## 0.9.0\n\n- older")]
    [InlineData("1.0.1-dev.3", "## [Unreleased]\n\n- to come")]
    [InlineData("1.0.0-dev.3", "## [Unreleased]\n\n- to come")]
    public async Task Release_notes_are_the_section_of_the_version_or_else_what_is_unreleased(string version, string notes)
    {
        await File.WriteAllTextAsync(_changelog, Changes);

        var printed = await Dotnet.RunAsync("dotnet", Repository.Root, "msbuild", Library, "-nologo", "-getProperty:PackageReleaseNotes", $"-p:Version={version}", $"-p:Changelog={_changelog}");

        printed.Trim().Should().Be(notes);
    }

    [Fact]
    public async Task Public_members_are_compared_with_those_of_the_last_release()
    {
        var changelog = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "CHANGELOG.md"));
        var last = Release().Match(changelog).Groups[1].Value;

        var printed = await Dotnet.RunAsync("dotnet", Repository.Root, "msbuild", Library, "-nologo", "-getProperty:EnablePackageValidation", "-getProperty:PackageValidationBaselineVersion");

        var properties = JsonElement.Parse(printed).GetProperty("Properties");
        properties.GetProperty("EnablePackageValidation").GetString().Should().Be("true");
        properties.GetProperty("PackageValidationBaselineVersion").GetString().Should().Be(last, "src/Directory.Build.props names the last release of CHANGELOG.md, once there is one");
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(project => File.ReadAllText(project).Contains("PackageValidation", StringComparison.Ordinal)).Select(Path.GetFileName).Should().Equal("AgenticApi.Cli.csproj");
    }

    [Fact]
    public async Task Version_of_this_commit_is_a_semantic_one() =>
        (await Dotnet.RunAsync("bash", Repository.Root, ".ci/version")).Should().MatchRegex(@"\A\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?\n\z");

    public void Dispose() => File.Delete(_changelog);

    private static string Library => Path.Combine("src", "AgenticApi", "AgenticApi.csproj");

    [GeneratedRegex(@"(?m)^## \[?(\d+\.\d+\.\d+[^\]\s]*)")]
    private static partial Regex Release();
}
