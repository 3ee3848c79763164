using System.Diagnostics;

namespace AgenticApi.Cli.Tests;

/// <summary>Files that the tool is given may be anything.</summary>
public sealed class FileBoundTests : IDisposable
{
    private static readonly string[] Record = ["record", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "Hi"];
    private static readonly string[] Run = ["run", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "Hi"];

    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string, string> Bad
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var option in (string[])["record --tools", "record --tool-outputs", "run --tools"])
            {
                data.Add(option, "/dev/zero", "a device or a pipe");
                data.Add(option, "/dev/null", "a device or a pipe");
                data.Add(option, "pipe", "a device or a pipe");
                data.Add(option, "link", "a device or a pipe");
                data.Add(option, "folder", "it is a folder");
                data.Add(option, "large", "1073741824 bytes, more than 134217728");
                data.Add(option, "empty", "the JSON breaks at line 1");
                data.Add(option, "none", "there is no such file");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task File_that_is_no_file_of_bounded_size_is_wrong_usage_in_one_line(string option, string kind, string says)
    {
        var path = await MakeAsync(kind);
        var (command, name) = (option.Split(' ')[0] == "run" ? Run : [.. Record, "-o", Path.Combine(_folder, "out.yaml")], option.Split(' ')[1]);

        var result = await Tool.RunAsync([.. command, name, path]).WaitAsync(TimeSpan.FromSeconds(30));

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().StartWith(kind == "empty" ? $"agentic-api: {name} {path}: " : $"agentic-api: {name}: {path} cannot be read: ").And.Contain(says).And.MatchRegex("^[^\n]*\n$");
    }

    [Theory]
    [InlineData("/dev/null", true)]
    [InlineData("/dev/null", false)]
    [InlineData("pipe", true)]
    [InlineData("link", true)]
    [InlineData("folder", true)]
    public async Task Output_that_is_a_device_a_pipe_or_a_folder_is_refused_and_stays(string kind, bool overwrite)
    {
        var path = await MakeAsync(kind);
        string[] options = overwrite ? ["--overwrite"] : [];

        var result = await Tool.RunAsync([.. Record, "-o", path, .. options]);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Be(kind == "folder" ? $"agentic-api: {path}: is a folder. Give the file to write.\n" : $"agentic-api: {path}: is a device or a pipe. Give a regular file.\n");
        (File.Exists(path) || Directory.Exists(path)).Should().BeTrue();
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("pipe")]
    public async Task Page_is_not_written_to_a_device_or_a_pipe(string kind)
    {
        var path = await MakeAsync(kind);

        var result = await Tool.RunAsync(["view", Path.Combine(Repository.Cassettes, "text-streaming.yaml"), "-o", path]).WaitAsync(TimeSpan.FromSeconds(30));

        (result.ExitCode, result.Error).Should().Be((2, $"agentic-api: {path}: is a device or a pipe. Give a regular file.\n"));
    }

    [Fact]
    public async Task Empty_file_is_written_over_where_that_is_asked_for()
    {
        await using var served = await Served.StartAsync("text-blocking.yaml", new() { Match = Cassettes.RequestParts.None });
        var path = await MakeAsync("empty");

        var result = await Tool.RunAsync(["record", "--base-url", served.BaseUrl, "--model", "m", "--no-stream", "-o", path, "--overwrite", "Hi"]);

        result.Should().Be(new ToolResult(0, "", $"agentic-api: {path}: 1 turn saved\n"));
        Cassettes.Cassette.Load(path).Turns.Should().ContainSingle();
    }

    [Fact]
    public async Task Stream_without_an_end_is_refused_by_its_longest_event()
    {
        var result = await Tool.RunAsync(["accumulate", "/dev/zero"]).WaitAsync(TimeSpan.FromSeconds(60));

        result.ExitCode.Should().Be(1);
        result.Error.Should().StartWith("agentic-api: /dev/zero: ").And.MatchRegex("^[^\n]*\n$");
    }

    private async Task<string> MakeAsync(string kind)
    {
        var path = kind.StartsWith('/') ? kind : Path.Combine(_folder, kind);
        switch (kind)
        {
            case "pipe":
                using (var made = Process.Start("mkfifo", [path]))
                {
                    await made.WaitForExitAsync();
                }

                break;
            case "link":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "large" or "empty":
                using (var file = File.Create(path))
                {
                    file.SetLength(kind == "large" ? 1L << 30 : 0);
                }

                break;
        }

        return path;
    }
}
