using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AgenticApi.Gateway.Tests.Keeping;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>Responses over a WebSocket.</summary>
public sealed class SocketTests
{
    [Fact]
    public async Task Requests_of_a_connection_are_answered_one_after_the_other()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        using var socket = await SocketClient.OpenAsync(model);

        await socket.SendAsync("""{"type":"response.create","model":"m","input":"Hi"}""");
        await socket.SendAsync("""{"type":"response.create","model":"m","stream":true,"input":"Hi again"}""");
        var first = GatewayClient.Fold(await socket.EventsAsync()).Response;
        var second = GatewayClient.Fold(await socket.EventsAsync()).Response;

        (first.OutputText, second.OutputText).Should().Be(("Hello.", "Hello."));
        model.Asked.Select(asked => asked.Body.GetProperty("messages")[0].Text("content")).Should().Equal("Hi", "Hi again");
        (await model.Client.GetJsonAsync($"/v1/responses/{second.Id}")).Text("status").Should().Be("completed");
        await socket.CloseAsync();
    }

    [Fact]
    public async Task Response_that_is_not_stored_is_continued_only_on_its_connection()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        using var socket = await SocketClient.OpenAsync(model);

        var first = await socket.RespondAsync("""{"type":"response.create","model":"m","store":false,"input":"One"}""");
        var second = await socket.RespondAsync($$"""{"type":"response.create","model":"m","store":false,"previous_response_id":"{{first.Id}}","input":"Two"}""");
        var third = await socket.RespondAsync($$"""{"type":"response.create","model":"m","store":false,"previous_response_id":"{{second.Id}}","input":"Three"}""");

        third.PreviousResponseId.Should().Be(second.Id);
        model.Asked[2].Body.GetProperty("messages").EnumerateArray().Select(message => message.Text("content")).Should().Equal("One", "Hello.", "Two", "Hello.", "Three");
        await model.Client.GetJsonAsync($"/v1/responses/{third.Id}", 404);
        using var other = await SocketClient.OpenAsync(model);
        await other.SendAsync($$"""{"type":"response.create","model":"m","previous_response_id":"{{third.Id}}","input":"Four"}""");
        (await other.ReadAsync()).GetProperty("error").Text("code").Should().Be("previous_response_not_found");
        model.Asked.Should().HaveCount(3);
    }

    [Fact]
    public async Task Warm_up_does_not_reach_the_model_and_is_continued_with_its_input()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        using var socket = await SocketClient.OpenAsync(model);

        var warm = await socket.RespondAsync("""{"type":"response.create","model":"m","store":false,"stream":true,"generate":false,"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Rules"}]}]}""");
        model.Asked.Should().BeEmpty();
        var empty = await socket.RespondAsync("""{"type":"response.create","model":"m","store":false,"generate":false,"input":[]}""");
        await socket.RespondAsync($$"""{"type":"response.create","model":"m","store":false,"previous_response_id":"{{warm.Id}}","input":"Go"}""");

        (warm.Status, warm.Output.Count, empty.Status).Should().Be(("completed", 0, "completed"));
        model.Asked.Should().ContainSingle().Which.Body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").ToString()).Should().Equal("Rules", "Go");
    }

    [Fact]
    public async Task Call_is_answered_on_the_connection()
    {
        var turn = 0;
        await using var model = await ScriptedModel.StartAsync(context => ScriptedModel.SayAsync(
            context, turn++ == 0 ? """{"tool_calls":[{"index":0,"id":"c1","function":{"name":"look","arguments":"{}"}}]}""" : """{"content":"Seen."}"""));
        using var socket = await SocketClient.OpenAsync(model);
        const string Tools = "\"store\":false,\"tools\":[{\"type\":\"function\",\"name\":\"look\",\"parameters\":{}}]";

        var call = await socket.RespondAsync($$"""{"type":"response.create","model":"m",{{Tools}},"input":"Look"}""");
        var said = await socket.RespondAsync(
            $$"""{"type":"response.create","model":"m",{{Tools}},"previous_response_id":"{{call.Id}}","input":[{"type":"function_call_output","call_id":"{{call.FunctionCalls.Single().CallId}}","output":"a cat"}]}""");

        said.OutputText.Should().Be("Seen.");
        model.Asked[1].Body.GetProperty("messages").EnumerateArray().Select(message => message.Text("role")).Should().Equal("user", "assistant", "tool");
    }

    [Theory]
    [InlineData("{", null, 400)]
    [InlineData("[]", null, 400)]
    [InlineData("""{"model":"m","input":"Hi"}""", "type", 400)]
    [InlineData("""{"type":"response.inject","model":"m"}""", "type", 400)]
    [InlineData("""{"type":"response.create","model":"m","input":"Hi","background":true}""", "background", 400)]
    [InlineData("""{"type":"response.create","model":"m","input":"Hi","stream_id":"a b"}""", "stream_id", 400)]
    [InlineData("""{"type":"response.create","model":"m","input":"Hi","stream_id":7}""", "stream_id", 400)]
    [InlineData("""{"type":"response.create","model":"m","input":7}""", "input", 400)]
    [InlineData("""{"type":"response.create","model":"m","input":"Hi","conversation":"conv_0"}""", "conversation", 404)]
    public async Task Invalid_message_gets_an_error_event_and_the_connection_stays_open(string message, string? param, int status)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        using var socket = await SocketClient.OpenAsync(model);

        await socket.SendAsync(message);
        var error = await socket.ReadAsync();

        (error.Text("type"), error.GetProperty("status").GetInt32(), error.GetProperty("error").Text("param")).Should().Be(("error", status, param));
        model.Asked.Should().BeEmpty();
        (await socket.RespondAsync("""{"type":"response.create","model":"m","input":"Hi"}""")).OutputText.Should().Be("Hello.");
    }

    [Fact]
    public async Task Requests_with_different_stream_ids_are_answered_at_once_and_each_event_has_the_id()
    {
        var held = new HeldModel();
        var asked = 0;
        await using var model = await ScriptedModel.StartAsync(
            context => Interlocked.Increment(ref asked) == 1 ? held.SayAsync(context) : ScriptedModel.SayAsync(context, """{"content":"Quick."}"""));
        using var socket = await SocketClient.OpenAsync(model);

        await socket.SendAsync("""{"type":"response.create","model":"slow","input":"Hi","stream_id":"a"}""");
        await held.Asked;
        await socket.SendAsync("""{"type":"response.create","model":"quick","input":"Hi","stream_id":"b.1"}""");
        var events = new List<JsonElement>();
        while (events.Count(IsLast) < 2)
        {
            events.Add(await socket.ReadAsync());
            if (events[^1].Text("stream_id") == "b.1" && IsLast(events[^1]))
            {
                held.Go();
            }
        }

        GatewayClient.Fold(events.Where(json => json.Text("stream_id") == "b.1")).Response.OutputText.Should().Be("Quick.");
        GatewayClient.Fold(events.Where(json => json.Text("stream_id") == "a")).Response.OutputText.Should().Be("Hello world.");
    }

    [Fact]
    public async Task Client_that_disconnects_ends_the_request_to_the_model()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync);
        using var socket = await SocketClient.OpenAsync(model);
        await socket.SendAsync("""{"type":"response.create","model":"m","store":false,"input":"Hi"}""");
        await held.Asked;

        socket.Drop();

        await held.Aborted;
    }

    [Fact]
    public async Task Message_beyond_the_maximum_closes_the_connection_with_the_reason()
    {
        await using var model = await StartAsync(new() { MaxRequestBytes = 100_000 });
        using var socket = await SocketClient.OpenAsync(model);

        await socket.SendPartAsync(60_000);
        await socket.SendPartAsync(60_000);

        (await socket.ClosedAsync()).Should().Be(WebSocketCloseStatus.MessageTooBig);
    }

    [Fact]
    public async Task Binary_message_closes_the_connection()
    {
        await using var model = await StartAsync(new());
        using var socket = await SocketClient.OpenAsync(model);

        await socket.SendPartAsync(10, WebSocketMessageType.Binary);

        (await socket.ClosedAsync()).Should().Be(WebSocketCloseStatus.InvalidMessageType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Idle_connection_and_slow_message_close_the_connection(bool isIdle)
    {
        var soon = TimeSpan.FromSeconds(1);
        await using var model = await StartAsync(isIdle ? new() { SocketIdleTimeout = soon } : new() { BodyTimeout = soon });
        using var socket = await SocketClient.OpenAsync(model);
        if (!isIdle)
        {
            await socket.SendPartAsync(10);
        }

        await socket.Invoking(it => it.ReadAsync()).Should().ThrowAsync<WebSocketException>();
    }

    [Fact]
    public async Task Request_beyond_the_maximum_gets_an_error_event()
    {
        var held = new HeldModel();
        await using var model = await ScriptedModel.StartAsync(held.SayAsync, upstream => new() { Upstream = upstream, Limits = new() { MaxSocketRequests = 2 } });
        using var socket = await SocketClient.OpenAsync(model);
        for (var i = 0; i < 3; i++)
        {
            await socket.SendAsync("""{"type":"response.create","model":"m","input":"Hi"}""");
        }

        JsonElement json;
        do
        {
            json = await socket.ReadAsync();
        }
        while (json.Text("type") != "error");
        held.Go();

        (json.GetProperty("status").GetInt32(), json.GetProperty("error").Text("code")).Should().Be((429, "too_many_requests"));
    }

    [Fact]
    public async Task Connection_beyond_the_maximum_is_refused()
    {
        await using var model = await StartAsync(new() { MaxSockets = 1 });
        using var first = await SocketClient.OpenAsync(model);

        var open = () => SocketClient.OpenAsync(model);

        await open.Should().ThrowAsync<WebSocketException>().WithMessage("*503*");
    }

    [Fact]
    public async Task Response_whose_history_is_too_large_cannot_be_continued()
    {
        await using var model = await StartAsync(new() { MaxSocketHistoryBytes = 5_000 });
        using var socket = await SocketClient.OpenAsync(model);

        var small = await socket.RespondAsync("""{"type":"response.create","model":"m","store":false,"input":"Hi"}""");
        var large = await socket.RespondAsync($$"""{"type":"response.create","model":"m","store":false,"previous_response_id":"{{small.Id}}","input":"{{new string('x', 10_000)}}"}""");
        await socket.SendAsync($$"""{"type":"response.create","model":"m","store":false,"previous_response_id":"{{large.Id}}","input":"Hi"}""");

        (await socket.ReadAsync()).GetProperty("error").Text("code").Should().Be("previous_response_not_found");
    }

    [Fact]
    public async Task Key_of_the_WebSocket_owns_the_responses_created_over_it()
    {
        var ann = GatewayKey.Create("ann", out var annsKey);
        var bob = GatewayKey.Create("bob", out var bobsKey);
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), upstream => new() { Upstream = upstream, Keys = [ann, bob] });
        using var socket = await SocketClient.OpenAsync(model, annsKey);
        var response = await socket.RespondAsync("""{"type":"response.create","model":"m","input":"Hi"}""");

        using var other = await SocketClient.OpenAsync(model, bobsKey);
        await other.SendAsync($$"""{"type":"response.create","model":"m","previous_response_id":"{{response.Id}}","input":"Hi"}""");

        (await other.ReadAsync()).GetProperty("error").Text("code").Should().Be("previous_response_not_found");
        model.Asked.Should().ContainSingle().Which.Key.Should().BeNull();
        await ((Func<Task>)(() => SocketClient.OpenAsync(model))).Should().ThrowAsync<WebSocketException>().WithMessage("*401*");
    }

    [Fact]
    public async Task Get_without_an_upgrade_gets_404()
    {
        await using var model = await StartAsync(new());

        (await model.Client.GetJsonAsync("/v1/responses", 404)).GetProperty("error").Text("code").Should().Be("unknown_url");
    }

    private static bool IsLast(JsonElement json) => json.Text("type") is "response.completed" or "response.failed" or "response.incomplete";

    private static Task<ScriptedModel> StartAsync(GatewayLimits limits) =>
        ScriptedModel.StartAsync(context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), upstream => new() { Upstream = upstream, Limits = limits });

    /// <summary>The client of a WebSocket.</summary>
    private sealed class SocketClient(ClientWebSocket socket) : IDisposable
    {
        private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

        public static async Task<SocketClient> OpenAsync(ScriptedModel model, string? key = null)
        {
            var socket = new ClientWebSocket();
            if (key is not null)
            {
                socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
            }

            await socket.ConnectAsync(new UriBuilder(model.Client.BaseAddress!) { Scheme = "ws", Path = "/v1/responses" }.Uri, default);
            return new SocketClient(socket);
        }

        public Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, default);

        public Task SendPartAsync(int bytes, WebSocketMessageType type = WebSocketMessageType.Text) => socket.SendAsync(Encoding.ASCII.GetBytes(new string(' ', bytes)), type, endOfMessage: false, default);

        public async Task<JsonElement> ReadAsync()
        {
            var message = new byte[1_000_000];
            for (var length = 0; ;)
            {
                var part = await socket.ReceiveAsync(message.AsMemory(length), default).AsTask().WaitAsync(Timeout);
                part.MessageType.Should().Be(WebSocketMessageType.Text);
                length += part.Count;
                if (part.EndOfMessage)
                {
                    return JsonElement.Parse(message.AsSpan(0, length));
                }
            }
        }

        /// <summary>Reads the events up to the terminal one.</summary>
        public async Task<List<JsonElement>> EventsAsync()
        {
            var events = new List<JsonElement>();
            do
            {
                events.Add(await ReadAsync());
                events[^1].Text("type").Should().NotBe("error", events[^1].GetRawText());
            }
            while (!IsLast(events[^1]));
            return events;
        }

        public async Task<Response> RespondAsync(string message)
        {
            await SendAsync(message);
            return GatewayClient.Fold(await EventsAsync()).Response;
        }

        public async Task<WebSocketCloseStatus?> ClosedAsync()
        {
            (await socket.ReceiveAsync(new byte[1000].AsMemory(), default).AsTask().WaitAsync(Timeout)).MessageType.Should().Be(WebSocketMessageType.Close);
            return socket.CloseStatus;
        }

        public Task CloseAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).WaitAsync(Timeout);

        /// <summary>Disconnects without closing the WebSocket.</summary>
        public void Drop() => socket.Abort();

        public void Dispose() => socket.Dispose();
    }
}
