using System.Net.WebSockets;
using System.Text;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Record.Listen;

/// <summary>What <c>agentic-api record --listen</c> passes on over a WebSocket, and what it keeps of it.</summary>
public sealed class ListenSocketTests
{
    private const string Key = "sk-operator-0123456789";
    private const string Create = """{"type":"response.create","model":"m","input":"Hi"}""";

    [Fact]
    public async Task Messages_go_both_ways_as_they_came_and_each_turn_is_written_with_its_last()
    {
        var created = "{\r\n \"type\":\"response.created\",\"response\":{\"id\":\"r1\"}}";
        await using var listening = await Listening.StartAsync(Server(async (socket, message) =>
        {
            message.Should().Be(Create);
            await SendAsync(socket, created);
            await SendAsync(socket, Completed("r1"));
        }));
        using var socket = await ConnectAsync(listening);

        for (var turn = 1; turn <= 2; turn++)
        {
            await SendAsync(socket, Create);
            (await ReceiveAsync(socket)).Should().Be(created);
            (await ReceiveAsync(socket)).Should().Be(Completed("r1"));
            listening.Cassette.Turns.Should().HaveCount(turn);
        }

        var recorded = listening.Cassette.Turns[1];
        (recorded.Request.Method, recorded.Request.Path, recorded.Request.Body.GetRawText()).Should().Be(("WEBSOCKET", "/v1/responses", Create));
        (recorded.Response.Status, recorded.Response.Chunks.Count, recorded.Response.Accumulate().Ending).Should().Be((101, 2, Ending.Completed));
    }

    [Fact]
    public async Task Header_protocol_and_closing_are_those_of_the_two_sides()
    {
        string? got = null;
        await using var listening = await Listening.StartAsync(async context =>
        {
            got = $"{context.Request.Headers.Authorization} {context.Request.Headers["OpenAI-Beta"]}";
            context.Response.Headers["X-Turn"] = "t";
            using var socket = await context.WebSockets.AcceptWebSocketAsync("second");
            await socket.SendAsync(new byte[] { 1, 0xff }.AsMemory(), WebSocketMessageType.Binary, true, default);
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "enough", default);
        });
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer sk-of-the-client");
        socket.Options.SetRequestHeader("OpenAI-Beta", "responses=1");
        socket.Options.AddSubProtocol("first");
        socket.Options.AddSubProtocol("second");
        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(listening.Socket, default);

        var (type, bytes) = await SocketMessages.ReceiveAnyAsync(socket, default);

        (got, socket.SubProtocol, socket.HttpResponseHeaders!["X-Turn"].Single()).Should().Be(("Bearer sk-of-the-client responses=1", "second", "t"));
        (type, bytes[1]).Should().Be((WebSocketMessageType.Binary, 0xff));
        (await SocketMessages.ReceiveAsync(socket, default)).Should().BeNull();
        (socket.CloseStatus, socket.CloseStatusDescription).Should().Be((WebSocketCloseStatus.PolicyViolation, "enough"));
    }

    [Fact]
    public async Task Key_of_the_environment_is_sent_and_neither_message_nor_cassette_has_it()
    {
        await using var listening = await Listening.StartAsync(
            Server((socket, _) => SendAsync(socket, $$$"""{"type":"error","error":{"message":"No: {{{Key}}}"}}""")), settings => settings with { Key = Key });
        using var socket = await ConnectAsync(listening);

        await SendAsync(socket, Create);

        (await ReceiveAsync(socket)).Should().Be("""{"type":"error","error":{"message":"No: REDACTED"}}""");
        listening.Cassette.Turns.Should().ContainSingle();
        listening.Text.Should().NotContain(Key);
    }

    [Fact]
    public async Task Key_that_the_handshake_or_the_closing_repeats_reaches_no_client()
    {
        await using var listening = await Listening.StartAsync(
            async context =>
            {
                context.Response.Headers["X-Echo"] = context.Request.Headers.Authorization;
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, $"No: {Key}", default);
            },
            settings => settings with { Key = Key });
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await socket.ConnectAsync(listening.Socket, default);

        (await SocketMessages.ReceiveAsync(socket, default)).Should().BeNull();

        (socket.HttpResponseHeaders!["X-Echo"].Single(), socket.CloseStatusDescription).Should().Be(("Bearer REDACTED", "No: REDACTED"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(426)]
    public async Task Refused_handshake_has_the_status_of_the_server(int status)
    {
        await using var listening = await Listening.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(Key);
        });

        var connect = () => ConnectAsync(listening);

        await connect.Should().ThrowAsync<WebSocketException>().WithMessage($"*{status}*");
    }

    [Fact]
    public async Task Foreign_page_cannot_open_it()
    {
        await using var listening = await Listening.StartAsync(Server((_, _) => Task.CompletedTask));
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");

        var connect = () => socket.ConnectAsync(listening.Socket, default);

        await connect.Should().ThrowAsync<WebSocketException>().WithMessage("*403*");
    }

    [Fact]
    public async Task Server_that_breaks_off_breaks_the_connection_and_leaves_a_broken_turn()
    {
        var hasCome = new TaskCompletionSource();
        await using var listening = await Listening.StartAsync(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await ReceiveAsync(socket);
            await SendAsync(socket, """{"type":"response.created","response":{"id":"r1"}}""");
            await hasCome.Task;
            context.Abort();
        });
        using var socket = await ConnectAsync(listening);
        await SendAsync(socket, Create);
        await ReceiveAsync(socket);
        hasCome.SetResult();

        await FluentActions.Awaiting(() => ReceiveAsync(socket)).Should().ThrowAsync<WebSocketException>();

        await listening.EndAsync();
        listening.Cassette.Turns.Should().ContainSingle().Which.Response.Should().Match<CassetteResponse>(answer => answer.IsBroken && answer.Chunks.Count == 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_that_leaves_leaves_the_turn_as_far_as_it_came(bool closes)
    {
        var ended = new TaskCompletionSource();
        await using var listening = await Listening.StartAsync(Server(
            (socket, _) => SendAsync(socket, """{"type":"response.created","response":{"id":"r1"}}"""), ended));
        using var socket = await ConnectAsync(listening);
        await SendAsync(socket, Create);
        await ReceiveAsync(socket);

        if (closes)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        }
        else
        {
            socket.Abort();
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await listening.EndAsync();
        listening.Cassette.Turns.Should().ContainSingle().Which.Response.Should().Match<CassetteResponse>(answer => !answer.IsBroken && answer.Chunks.Count == 1);
    }

    [Fact]
    public async Task Messages_of_lanes_belong_to_the_turn_of_their_lane()
    {
        var asked = new List<string>();
        await using var listening = await Listening.StartAsync(Server(async (socket, message) =>
        {
            asked.Add(message);
            if (asked.Count == 2)
            {
                await SendAsync(socket, """{"type":"response.created","stream_id":"b","response":{"id":"rb"}}""");
                await SendAsync(socket, """{"type":"response.created","stream_id":"a","response":{"id":"ra"}}""");
                await SendAsync(socket, Completed("rb", "\"stream_id\":\"b\","));
                await SendAsync(socket, Completed("ra", "\"stream_id\":\"a\","));
            }
        }));
        using var socket = await ConnectAsync(listening);

        await SendAsync(socket, """{"type":"response.create","stream_id":"a"}""");
        await SendAsync(socket, """{"type":"response.create","stream_id":"b"}""");
        for (var i = 0; i < 4; i++)
        {
            await ReceiveAsync(socket);
        }

        listening.Cassette.Turns.Select(turn => (turn.Request.Body.GetProperty("stream_id").GetString(), turn.Response.Chunks.Count, turn.Response.Accumulate().Response.Id))
            .Should().Equal(("a", 2, "ra"), ("b", 2, "rb"));
    }

    [Fact]
    public async Task Unfinished_message_is_bounded_and_does_not_reach_the_server()
    {
        var got = 0;
        await using var listening = await Listening.StartAsync(
            Server((_, _) =>
            {
                got++;
                return Task.CompletedTask;
            }),
            settings => settings with { Limits = new() { MaxRequestBytes = 100_000 } });
        using var socket = await ConnectAsync(listening);

        for (var i = 0; i < 2; i++)
        {
            await socket.SendAsync(new byte[60_000], WebSocketMessageType.Text, endOfMessage: false, default);
        }

        (await SocketMessages.ReceiveAsync(socket, default).WaitAsync(TimeSpan.FromSeconds(10))).Should().BeNull();
        (socket.CloseStatus, got).Should().Be((WebSocketCloseStatus.MessageTooBig, 0));
    }

    private static RequestDelegate Server(Func<WebSocket, string, Task> answer, TaskCompletionSource? ended = null) => async context =>
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            while (await SocketMessages.ReceiveAsync(socket, context.RequestAborted) is { } message)
            {
                await answer(socket, Encoding.UTF8.GetString(message));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Gone.
        }

        ended?.TrySetResult();
    };

    private static string Completed(string id, string more = "") => $$$"""{"type":"response.completed",{{{more}}}"response":{"id":"{{{id}}}","status":"completed","output":[]}}""";

    private static async Task<ClientWebSocket> ConnectAsync(Listening listening)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(listening.Socket, default);
        return socket;
    }

    private static Task SendAsync(WebSocket socket, string message) => SocketMessages.SendAsync(socket, Encoding.UTF8.GetBytes(message), default).AsTask();

    private static async Task<string> ReceiveAsync(WebSocket socket) =>
        Encoding.UTF8.GetString((await SocketMessages.ReceiveAsync(socket, default).WaitAsync(TimeSpan.FromSeconds(10)))!);
}
