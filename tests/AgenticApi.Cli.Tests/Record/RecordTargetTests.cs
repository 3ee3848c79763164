using System.Globalization;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Record;

/// <summary>Where <c>agentic-api record</c> sends what it has, and where it writes.</summary>
public sealed class RecordTargetTests : IDisposable
{
    private const string Body = """{"id":"r","object":"response","status":"completed","output":[]}""";
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    private string Output => Path.Combine(_folder, "out.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_is_told_and_neither_key_nor_prompt_follow_it(int status)
    {
        var reached = 0;
        await using var other = await LoopbackServer.StartAsync(application => application.Run(context =>
        {
            Interlocked.Increment(ref reached);
            return context.Response.WriteAsync(Body);
        }), 0, default);
        var elsewhere = $"http://localhost:{other.Url.Port.ToString(CultureInfo.InvariantCulture)}/v1/responses";
        await using var server = await LoopbackServer.StartAsync(application => application.Run(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere;
            return Task.CompletedTask;
        }), 0, default);

        var result = await RecordAsync(server);

        result.Should().Be(new ToolResult(1, "", $"agentic-api: {Output}: 1 turn saved\nagentic-api: turn 1: the server answered {status}, a redirect to {elsewhere}, which is not followed. Give the server itself as --base-url.\n"));
        reached.Should().Be(0);
    }

    [Theory]
    [InlineData("sk-key", "Bearer sk-key")]
    [InlineData("", "")]
    public async Task Authorization_is_the_key_of_the_environment_or_none(string key, string authorization)
    {
        string? got = null;
        await using var server = await LoopbackServer.StartAsync(application => application.Run(context =>
        {
            got = context.Request.Headers.Authorization.ToString();
            return context.Response.WriteAsync(Body);
        }), 0, default);

        (await RecordAsync(server, key)).ExitCode.Should().Be(0);

        got.Should().Be(authorization);
    }

    [Fact]
    public async Task Link_is_replaced_only_when_that_is_asked_for_and_its_target_stays()
    {
        var target = Path.Combine(_folder, "target");
        await File.WriteAllTextAsync(target, "dear");
        File.CreateSymbolicLink(Output, target);
        await using var server = await LoopbackServer.StartAsync(application => application.Run(context => context.Response.WriteAsync(Body)), 0, default);

        (await RecordAsync(server)).ExitCode.Should().Be(2);
        new FileInfo(Output).LinkTarget.Should().Be(target);
        (await RecordAsync(server, "", "--overwrite")).ExitCode.Should().Be(0);

        new FileInfo(Output).LinkTarget.Should().BeNull();
        Cassette.Load(Output).Turns.Should().ContainSingle();
        (await File.ReadAllTextAsync(target)).Should().Be("dear");
    }

    [Fact]
    public async Task Folder_as_output_is_wrong_usage_before_anything_is_sent()
    {
        Directory.CreateDirectory(Output);

        var result = await Tool.RunAsync(["record", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "-o", Output, "Hi"]);

        result.Should().Be(new ToolResult(2, "", $"agentic-api: {Output}: is a folder. Give the file to write.\n"));
    }

    [Theory]
    [InlineData("application/json", """{"error":{"message":"No such model.","type":"invalid_request_error","code":"model_not_found"}}""", 0, "404 with an error: No such model. (model_not_found)")]
    [InlineData("application/json", """{"detail":"Not Found"}""", 1, """404: {"detail":"Not Found"}""")]
    [InlineData("text/plain", "no healthy\n upstream\n", 1, "404: no healthy upstream")]
    [InlineData("text/plain", "", 1, "404 without a body.")]
    public async Task Refusal_is_told_with_its_status_and_the_words_of_the_server(string type, string body, int exit, string told)
    {
        await using var server = await LoopbackServer.StartAsync(application => application.Run(context =>
        {
            context.Response.StatusCode = 404;
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        }), 0, default);

        foreach (var way in (string[])["--stream", "--no-stream"])
        {
            var result = await RecordAsync(server, "", way, "--overwrite");

            (result.ExitCode, result.Output).Should().Be((exit, ""));
            result.Error.Should().Contain("agentic-api: turn 1: the server answered " + told).And.Contain($"agentic-api: {Output}: 1 turn saved\n");
        }
    }

    [Theory]
    [InlineData("a/out.yaml")]
    [InlineData("a/b/c/out.yaml")]
    public async Task Output_that_cannot_be_written_is_wrong_usage_before_anything_is_sent(string output)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a"), "a file where a folder should be");
        var asked = 0;
        await using var server = await LoopbackServer.StartAsync(application => application.Run(context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync(Body);
        }), 0, default);
        var path = Path.Combine(_folder, output);

        var result = await Tool.RunAsync(["record", "--base-url", $"{server.Url}v1", "--model", "m", "-o", path, "--no-stream", "Hi"]);

        result.Should().Be(new ToolResult(2, "", $"agentic-api: {path}: cannot be written: {Path.Combine(_folder, "a")} is not a folder.\n"));
        asked.Should().Be(0);
    }

    [Fact]
    public async Task Folder_that_takes_no_file_is_wrong_usage_and_one_that_does_keeps_no_trace_of_the_check()
    {
        if (OperatingSystem.IsLinux())
        {
            var refused = await Tool.RunAsync(["record", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "-o", "/proc/out.yaml", "Hi"]);
            refused.ExitCode.Should().Be(2);
            refused.Error.Should().StartWith("agentic-api: /proc/out.yaml: cannot be written: ");
        }

        await using var server = await LoopbackServer.StartAsync(application => application.Run(context => context.Response.WriteAsync(Body)), 0, default);
        (await RecordAsync(server)).Should().Be(new ToolResult(0, "", $"agentic-api: {Output}: 1 turn saved\n"));
        Directory.GetFileSystemEntries(_folder).Should().Equal(Output);
    }

    private Task<ToolResult> RecordAsync(LoopbackServer server, string key = "sk-key", params string[] options) =>
        Tool.RunAsync(["record", "--base-url", $"{server.Url}v1", "--model", "m", "-o", Output, .. options.Contains("--stream") ? [] : (string[])["--no-stream"], .. options.Where(option => option != "--no-stream"), "Hi"], null, ("OPENAI_API_KEY", key));
}
