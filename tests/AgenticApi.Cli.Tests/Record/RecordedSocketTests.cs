using System.Net.WebSockets;
using System.Text;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Builder;

namespace AgenticApi.Cli.Tests.Record;

/// <summary><c>agentic-api record --websocket</c> against a server that sends what no cassette could be served with.</summary>
public sealed class RecordedSocketTests : IDisposable
{
    private const string Created = """{"type":"response.created","response":{"id":"r1","status":"in_progress"}}""";

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Message_of_several_lines_stands_in_one()
    {
        var result = await RecordAsync("{\r\n  \"type\": \"response.created\",\n  \"response\": {\"id\": \"r1\"}\n}", """{"type":"response.completed","response":{"id":"r1","status":"completed","output":[]}}""");

        result.Should().Be(new ToolResult(0, "", $"agentic-api: {_file}: 1 turn saved\n"));
        var answer = Cassette.Load(_file).Turns[0].Response;
        (answer.Chunks.Count, answer.Times.Count).Should().Be((2, 2));
        answer.Accumulate().Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public async Task Message_that_is_no_event_is_kept_and_not_told()
    {
        var result = await RecordAsync(Created, "no event");

        (result.ExitCode, result.Error.Contains("no event", StringComparison.Ordinal)).Should().Be((3, false));
        Cassette.Load(_file).Turns[0].Response.ToString().Should().Be($"{Created}\nno event\n");
    }

    [Fact]
    public async Task Server_that_closes_too_early_leaves_a_truncated_turn()
    {
        (await RecordAsync(Created)).Should().Be(new ToolResult(3, "", $"agentic-api: {_file}: 1 turn saved\n"));

        Cassette.Load(_file).Turns[0].Response.ToString().Should().Be($"{Created}\n");
    }

    private async Task<ToolResult> RecordAsync(params string[] messages)
    {
        await using var server = await LoopbackServer.StartAsync(
            application =>
            {
                application.UseWebSockets();
                application.Run(async context =>
                {
                    using var socket = await context.WebSockets.AcceptWebSocketAsync();
                    await SocketMessages.ReceiveAsync(socket, default);
                    foreach (var message in messages)
                    {
                        await SocketMessages.SendAsync(socket, Encoding.UTF8.GetBytes(message), default);
                    }

                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
                });
            },
            0,
            default);
        return await Tool.RunAsync(["record", "--base-url", $"{server.Url}v1", "--model", "m", "-o", _file, "--websocket", "--times", "Hi"], null, ("OPENAI_API_KEY", ""));
    }
}
