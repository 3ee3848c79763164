using System.Text.RegularExpressions;
using AgenticApi.Packages.Tests.Support;

namespace AgenticApi.Packages.Tests;

/// <summary>Each package says what it is, and holds what it should.</summary>
[Collection(SharedFeed.Name)]
public partial class PackageTests(PackedFeed feed)
{
    private static readonly Dictionary<string, string[]> Dependencies = new()
    {
        ["AgenticApi"] = [],
        ["AgenticApi.Cassettes"] = ["AgenticApi", "YamlDotNet"],
        ["AgenticApi.Execution"] = ["AgenticApi", "Microsoft.Extensions.Logging.Abstractions"],
        ["AgenticApi.Extensions.AI"] = ["AgenticApi.Execution", "Microsoft.Extensions.AI.Abstractions"],
        ["AgenticApi.Gateway"] = ["AgenticApi.Serving"],
        ["AgenticApi.OpenAI"] = ["AgenticApi.Execution", "OpenAI"],
        ["AgenticApi.PostgreSql"] = ["AgenticApi.Execution", "AgenticApi.Serving", "Npgsql"],
        ["AgenticApi.Serving"] = ["AgenticApi"],
    };

    public static TheoryData<string> Libraries => [.. PackedFeed.Libraries];

    public static TheoryData<string> All => [.. PackedFeed.All];

    [Theory]
    [MemberData(nameof(All))]
    public void Package_says_what_it_is_and_where_it_comes_from(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));

        (package["id"], package["version"], package["license"], package["icon"], package["readme"]).Should().Be((name, feed.Version, "Apache-2.0", "icon.png", "README.md"));
        package["authors"].Should().NotBeEmpty();
        package["description"].Should().NotBeEmpty().And.NotBe("Package Description");
        package["tags"].Should().Contain("responses-api");
        package["projectUrl"].Should().Be(GitHubClone.Page);
        var repository = package.Element("repository")!;
        (repository.Attribute("type")?.Value, repository.Attribute("url")?.Value).Should().Be(("git", $"{GitHubClone.Page}.git"));
        repository.Attribute("commit")?.Value.Should().MatchRegex("^[0-9a-f]{40}$");
        package.Bytes("icon.png").Should().StartWith([0x89, (byte)'P', (byte)'N', (byte)'G']).And.HaveCountLessThan(100_000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Package_has_the_changes_of_its_version(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));

        package["releaseNotes"].Should().MatchRegex(@"\A## \[?(Unreleased|\d+\.\d+\.\d+)\b").And.Contain("\n- ");
        Regex.Matches(package["releaseNotes"], "(?m)^## ").Should().ContainSingle("other versions have packages of their own");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Package_has_a_page_of_its_own_without_dead_links(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));
        var readme = package.Text("README.md");

        readme.Should().StartWith($"# {name}\n");
        var links = Link().Matches(Fence().Replace(readme, "")).Select(match => match.Groups[1].Value).ToList();
        links.Where(link => link[0] != '#').Should().NotContain(link => !link.StartsWith("https://", StringComparison.Ordinal), "NuGet has no files of the repository");
        var headings = readme.Split('\n').Where(line => line.StartsWith('#')).Select(line => NotInAnchor().Replace(line.ToLowerInvariant(), "").Trim().Replace(' ', '-'));
        links.Where(link => link[0] == '#').Select(link => link[1..]).Should().BeSubsetOf(headings);
        links.Select(link => PackagePage().Match(link)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Where(id => id.StartsWith("AgenticApi", StringComparison.Ordinal)).Should().BeSubsetOf(PackedFeed.All);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_has_its_documentation_and_its_dependencies_and_nothing_else(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));

        package.Entries.Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)).Should().BeEquivalentTo($"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml");
        package.Text($"lib/net10.0/{name}.xml").Should().Contain("<summary>");
        package.Dependencies.Select(dependency => dependency.Id).Should().BeEquivalentTo(Dependencies[name]);
        package.Dependencies.Where(dependency => dependency.Id.StartsWith("AgenticApi", StringComparison.Ordinal) && dependency.Version != feed.Version).Should().BeEmpty();
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?ms)^```.*?^```")]
    private static partial Regex Fence();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^https://www\.nuget\.org/packages/([\w.]+)")]
    private static partial Regex PackagePage();
}
