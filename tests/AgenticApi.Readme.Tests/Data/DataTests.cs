using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AgenticApi.Cassettes;
using AgenticApi.Readme.Tests.Blocks;

namespace AgenticApi.Readme.Tests.Data;

/// <summary>Blocks that are neither code nor commands are what their fence says.</summary>
public class DataTests
{
    // toml: the configuration of a client that its own tests write in the same form (Clients/Codex in AgenticApi.Gateway.Tests).
    private static readonly string[] Tested = ["", "text", "csharp", "sh", "bash", "shell", "console", "yaml", "json", "xml", "dockerfile", "ini", "toml"];

    [Fact]
    public void Block_is_of_a_language_that_a_test_reads() =>
        Block.All.Where(block => !Tested.Contains(block.Language)).Select(block => $"{block.Place}: {block.Language}").Should().BeEmpty();

    [Fact]
    public async Task Yaml_is_a_cassette()
    {
        var file = Path.GetTempFileName();
        foreach (var block in Block.Of("yaml"))
        {
            await File.WriteAllTextAsync(file, block.Text);
            var cassette = Cassette.Load(file);
            cassette.Turns.Should().NotBeEmpty(block.Place);
            cassette.Server.Should().NotBeNullOrEmpty(block.Place);
        }

        File.Delete(file);
    }

    [Fact]
    public void Json_is_json()
    {
        foreach (var block in Block.Of("json"))
        {
            var read = () => JsonElement.Parse(block.Text);
            read.Should().NotThrow(block.Place);
        }
    }

    [Fact]
    public void Xml_is_a_project_with_the_packages_that_are_tested()
    {
        var props = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props")) + File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        foreach (var reference in Block.Of("xml").SelectMany(block => XDocument.Parse(block.Text).Descendants("PackageReference")))
        {
            var (name, version) = (reference.Attribute("Include")!.Value, reference.Attribute("Version")!.Value);
            var known = name.StartsWith("AgenticApi", StringComparison.Ordinal) ? "<VersionPrefix>([^<]+)<" : $"Include=\"{Regex.Escape(name)}\" Version=\"([^\"]+)\"";
            Regex.Match(props, known).Groups[1].Value.Should().Be(version, name);
        }
    }
}
