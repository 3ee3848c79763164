using System.Diagnostics;
using System.Text;

namespace AgenticApi.Cassettes.Tests.Yaml;

/// <summary>Files that are made, or happen, to take more than they give.</summary>
public sealed class HostileCassetteTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Aliases_that_double_again_and_again_are_refused()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 30; i++)
        {
            yaml.Append($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        Refused(Write("a.yaml", $"{yaml}turns: [{{response: {{body: *a29}}}}]\n"), "alias*(line 2)");
    }

    [Fact]
    public void Alias_that_contains_itself_is_refused() => Refused(Write("a.yaml", "turns: &t [{response: {body: *t}}]\n"), "alias*(line 1)");

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Nesting_that_would_overflow_the_stack_is_refused(string level) =>
        Refused(Write("a.yaml", string.Concat(Enumerable.Repeat(level, 30_000))), "deeper than 128 levels*(line 1)");

    [Fact]
    public void Body_as_deep_as_JSON_may_be_is_taken()
    {
        var body = new string('[', 60) + "1" + new string(']', 60);

        Cassette.Load(Write("a.yaml", $"turns: [{{response: {{body: {body}}}}}]")).Turns[0].Response.ToString().Should().Be(body);
    }

    [Fact]
    public void Yaml_that_the_parser_stumbles_over_is_refused() => Refused(Write("a.yaml", "...\n...\n"), "the YAML breaks");

    [Fact]
    public void More_values_than_three_million_are_refused() =>
        Refused(Write("a.yaml", "turns:\n" + string.Concat(Enumerable.Repeat("- []\n", 3_000_001))), "more than 3000000 values*(line 2999999)");

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.sse")]
    [InlineData("a.json")]
    public void File_larger_than_the_limit_is_refused_unread(string name)
    {
        using (var file = File.Create(Path.Combine(_folder, name)))
        {
            file.SetLength(1L << 30);
        }

        Refused(Path.Combine(_folder, name), "1073741824 bytes, more than 536870912");
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("link.yaml")]
    public void Device_is_refused(string path)
    {
        if (path == "link.yaml")
        {
            path = Path.Combine(_folder, path);
            File.CreateSymbolicLink(path, "/dev/zero");
        }

        Refused(path, "a device or a pipe");
    }

    [Theory]
    [InlineData("pipe.yaml")]
    [InlineData("pipe.sse")]
    public async Task Pipe_that_nobody_writes_to_is_refused(string name)
    {
        var path = Path.Combine(_folder, name);
        using var made = Process.Start("mkfifo", [path]);
        await made.WaitForExitAsync();

        await Task.Run(() => Refused(path, "a device or a pipe")).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Folder_in_place_of_a_file_is_refused() => Refused(_folder, "a folder");

    [Fact]
    public async Task Links_that_loop_are_not_followed_and_links_to_files_are()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub"));
        Write("sub/b.yaml", "x");
        File.CreateSymbolicLink(Path.Combine(_folder, "a.yaml"), Path.Combine(_folder, "sub/b.yaml"));
        foreach (var link in (string[])["one", "two", "sub/one.yaml", "sub/two"])
        {
            Directory.CreateSymbolicLink(Path.Combine(_folder, link), _folder);
        }

        var found = await Task.Run(() => Cassette.Find(_folder)).WaitAsync(TimeSpan.FromSeconds(10));

        found.Select(file => Path.GetRelativePath(_folder, file)).Should().Equal("a.yaml", "sub/b.yaml");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static void Refused(string path, string why)
    {
        var message = FluentActions.Invoking(() => Cassette.Load(path)).Should().Throw<CassetteException>().Which.Message;
        message.Should().StartWith($"{path}: ").And.Match($"*{why}*").And.NotContain("\n");
    }
}
