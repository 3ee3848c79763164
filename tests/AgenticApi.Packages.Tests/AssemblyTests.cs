using System.Text;
using System.Text.Json;
using AgenticApi.Packages.Tests.Support;

namespace AgenticApi.Packages.Tests;

/// <summary>The assemblies of the packages, and the symbols beside them, are fit to be published.</summary>
[Collection(SharedFeed.Name)]
public class AssemblyTests(PackedFeed feed)
{
    public static TheoryData<string> Libraries => [.. PackedFeed.Libraries];

    public static TheoryData<string> All => [.. PackedFeed.All];

    [Theory]
    [MemberData(nameof(All))]
    public void No_assembly_or_symbol_file_names_a_folder_of_the_machine_that_built_it(string name)
    {
        string[] folders = [Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + Path.DirectorySeparatorChar];

        Check(name, assembly =>
        {
            foreach (var (bytes, folder) in assembly.Files.SelectMany(_ => folders, (bytes, folder) => (bytes, folder)))
            {
                bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(folder)).Should().Be(-1, folder);
                bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(folder)).Should().Be(-1, folder);
            }

            assembly.Symbols.Documents.Should().NotBeEmpty().And.OnlyContain(document => document.StartsWith("/_/", StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Symbols_name_the_source_of_the_commit(string name)
    {
        using var package = new PackedPackage(feed.FileOf(name));
        var commit = package.Element("repository")!.Attribute("commit")!.Value;

        Check(name, assembly => JsonElement.Parse(assembly.Symbols.SourceLink!).GetProperty("documents").EnumerateObject().Select(link => (link.Name, link.Value.GetString()))
            .Should().Equal(("/_/*", $"https://raw.githubusercontent.com/{new Uri(GitHubClone.Page).AbsolutePath[1..]}/{commit}/*")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Assembly_is_deterministic(string name) => Check(name, assembly => assembly.IsDeterministic.Should().BeTrue());

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_trims_and_compiles_ahead_of_time(string name) =>
        Check(name, assembly => assembly.Metadata.Should().Contain([("IsTrimmable", "True"), ("IsAotCompatible", "True")]));

    private void Check(string name, Action<PackedAssembly> check)
    {
        using var package = new PackedPackage(feed.FileOf(name));
        using var symbols = new PackedPackage(feed.FileOf(name, "snupkg"));
        var assemblies = package.Assemblies(symbols);
        assemblies.Should().NotBeEmpty();
        foreach (var assembly in assemblies)
        {
            check(assembly);
        }
    }
}
