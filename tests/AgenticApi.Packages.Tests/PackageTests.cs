using System.Reflection.Metadata;
using System.Text;
using System.Text.RegularExpressions;
using AgenticApi.Packages.Tests.Support;

namespace AgenticApi.Packages.Tests;

/// <summary>Each package holds what it should, and works in a fresh project that takes it alone.</summary>
public partial class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

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

    public static TheoryData<string> All => [.. PackedFeed.Libraries, PackedFeed.Tool];

    [Theory]
    [MemberData(nameof(All))]
    public void Package_says_what_it_is_and_where_it_comes_from(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));

        (package["id"], package["version"], package["license"], package["icon"], package["readme"]).Should().Be((name, feed.Version, "Apache-2.0", "icon.png", "README.md"));
        package["authors"].Should().NotBeEmpty();
        package["description"].Should().NotBeEmpty().And.NotBe("Package Description");
        package["tags"].Should().Contain("responses-api");
        package["releaseNotes"].Should().StartWith("## 0.1.0").And.Contain("- Folds the stream");
        package.Element("repository")?.Attribute("commit")?.Value.Should().MatchRegex("^[0-9a-f]{40}$");
        package.Bytes("icon.png").Should().StartWith([0x89, (byte)'P', (byte)'N', (byte)'G']).And.HaveCountLessThan(100_000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Package_has_a_page_of_its_own_without_dead_links(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));
        var readme = package.Text("README.md");

        readme.Should().StartWith($"# {name}\n");
        var links = Link().Matches(readme).Select(match => match.Groups[1].Value).ToList();
        links.Where(link => !link.StartsWith('#')).Should().NotContain(link => !link.StartsWith("https://", StringComparison.Ordinal), "NuGet has no files of the repository");
        var headings = readme.Split('\n').Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-'));
        links.Where(link => link.StartsWith('#')).Select(link => link[1..]).Should().BeSubsetOf(headings);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_has_its_documentation_and_its_dependencies_and_nothing_else(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));

        package.Entries.Where(entry => entry.StartsWith("lib/", StringComparison.Ordinal)).Should().BeEquivalentTo($"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml");
        package.Text($"lib/net10.0/{name}.xml").Should().Contain("<summary>");
        package.Dependencies.Should().BeEquivalentTo(Dependencies[name]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_assembly_or_symbol_file_names_a_folder_of_the_machine_that_built_it(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));
        using var symbols = new PackedPackage(feed.FileOf(name, "snupkg"));
        var dll = package.Bytes(package.Entries.Single(entry => entry.EndsWith($"/{AssemblyOf(name)}.dll", StringComparison.Ordinal)));
        var pdb = symbols.Bytes(symbols.Entries.Single(entry => entry.EndsWith($"/{AssemblyOf(name)}.pdb", StringComparison.Ordinal)));

        foreach (var bytes in (byte[][])[dll, pdb])
        {
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)).Should().Be(-1);
            bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Repository.Root)).Should().Be(-1);
        }

        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        var reader = provider.GetMetadataReader();
        var documents = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToList();
        documents.Should().NotBeEmpty().And.OnlyContain(document => document.StartsWith("/_/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Symbols_name_the_source_and_the_package_its_repository_in_a_clone_that_has_a_remote(string name)
    {
        var remotes = await Dotnet.RunAsync("git", Repository.Root, "remote");
        using var package = new PackedPackage(feed.FileOf(name));
        using var symbols = new PackedPackage(feed.FileOf(name, "snupkg"));
        var pdb = symbols.Bytes(symbols.Entries.Single(entry => entry.EndsWith($"/{AssemblyOf(name)}.pdb", StringComparison.Ordinal)));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(pdb));
        var reader = provider.GetMetadataReader();
        var links = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == SourceLink).Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value))).ToList();

        if (!remotes.Split('\n').Contains("origin"))
        {
            links.Should().BeEmpty();
            return;
        }

        links.Should().ContainSingle().Which.Should().Contain("/_/");
        package.Element("repository")!.Attribute("url")!.Value.Should().StartWith("https://");
        package["projectUrl"].Should().Be(package.Element("repository")!.Attribute("url")!.Value);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Library_works_in_a_fresh_project_that_takes_it_alone(string name)
    {
        var lines = PackedFeed.SampleOf(name).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Count(line => !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(12);

        var printed = await Dotnet.RunAsync("dotnet", feed.ProjectOf(name), "bin/Debug/net10.0/Sample.dll");

        printed.Trim().Should().Be(lines[0]["// Prints: ".Length..]);
    }

    [Fact]
    public async Task Tool_is_installed_from_its_package_alone_and_runs()
    {
        var tool = await feed.InstallToolAsync();

        var printed = await Dotnet.RunAsync(tool, Repository.Root, "replay", Path.Combine("cassettes", "text-streaming.yaml"));

        printed.Should().Contain("text-streaming");
    }

    private static string AssemblyOf(string package) => package == PackedFeed.Tool ? "agentic-api" : package;

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
