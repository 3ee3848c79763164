using System.Net;
using System.Text.Json;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests;

/// <summary>The Responses API in front of a Chat Completions server.</summary>
public sealed class ResponsesGatewayTests
{
    private static readonly string[] Chunks =
    [
        """{"role":"assistant","reasoning_content":"Look "}""", """{"reasoning_content":"it up."}""", """{"content":"One "}""", """{"content":"moment."}""",
        """{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"look","arguments":"{\"at\":"}}]}""",
        """{"tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"listen","arguments":""}}]}""",
        """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""", """{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}""",
        """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""", """{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}""",
    ];

    [Fact]
    public async Task Stream_of_reasoning_text_and_parallel_calls_becomes_a_response()
    {
        await using var model = await ScriptedModel.SayingAsync(Chunks);

        var response = await model.RespondAsync("""{"model":"m","input":"Hi","stream":true,"tools":[{"type":"function","name":"look","parameters":{}}]}""");

        ShouldBeTheAnswer(response);
        var asked = model.Asked.Should().ContainSingle().Subject.Body;
        (asked.GetProperty("stream").GetBoolean(), asked.GetProperty("stream_options").GetProperty("include_usage").GetBoolean()).Should().Be((true, true));
        asked.GetProperty("messages").GetRawText().Should().Be("""[{"role":"user","content":"Hi"}]""");
    }

    [Fact]
    public async Task Blocking_answer_becomes_the_same_response()
    {
        await using var model = await ScriptedModel.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""
                {"choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","reasoning_content":"Look it up.","content":"One moment.","tool_calls":[
                  {"id":"c1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}},{"id":"c2","type":"function","function":{"name":"listen","arguments":"{}"}}]}}],
                 "usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}
                """);
        });

        ShouldBeTheAnswer(await model.RespondAsync("""{"model":"m","input":"Hi"}"""));
        model.Asked[0].Body.TryGetProperty("stream", out _).Should().BeFalse();
    }

    [Fact]
    public async Task Response_is_continued_with_its_history()
    {
        var turn = 0;
        await using var model = await ScriptedModel.StartAsync(context => ScriptedModel.SayAsync(context, turn++ == 0 ? Chunks : ["""{"content":"Seen."}""", ScriptedModel.Stop]));
        var first = await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");
        var second = await model.RespondAsync(
            $$"""{"model":"m","previous_response_id":"{{first.Id}}","input":[{"type":"function_call_output","call_id":"c1","output":"seen"},{"type":"function_call_output","call_id":"c2","output":"heard"}],"stream":true}""");
        var third = await model.RespondAsync($$"""{"model":"m","previous_response_id":"{{second.Id}}","input":"And?"}""");

        (second.PreviousResponseId, third.PreviousResponseId).Should().Be((first.Id, second.Id));
        model.Asked[2].Body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString())
            .Should().Equal("user", "assistant", "tool", "tool", "assistant", "user");
        model.Asked[2].Body.GetProperty("messages")[2].GetRawText().Should().Be("""{"role":"tool","tool_call_id":"c1","content":"seen"}""");
    }

    [Fact]
    public async Task Response_that_is_not_stored_cannot_be_continued()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        var unstored = await model.RespondAsync("""{"model":"m","input":"Hi","store":false}""");
        unstored.Json.GetProperty("store").GetBoolean().Should().BeFalse();

        using var answer = await model.AskAsync($$"""{"model":"m","input":"Hi","previous_response_id":"{{unstored.Id}}"}""");

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var error = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error");
        (error.GetProperty("code").GetString(), error.GetProperty("param").GetString(), error.GetProperty("type").GetString())
            .Should().Be(("previous_response_not_found", "previous_response_id", "invalid_request_error"));
        model.Asked.Should().ContainSingle("the second request must not reach the model");
    }

    [Fact]
    public async Task Stored_response_is_returned_until_it_is_deleted_or_the_store_is_full()
    {
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), upstream => new() { Upstream = upstream, Store = new InMemoryResponseStore(new() { MaxBytes = 300_000 }) });
        var request = $$"""{"model":"m","input":"{{new string('x', 100_000)}}"}""";
        var first = await model.RespondAsync(request);
        var second = await model.RespondAsync(request);

        first.Json.GetProperty("store").GetBoolean().Should().BeTrue();
        (await model.Client.GetStringAsync($"/v1/responses/{first.Id}")).Should().Be(first.ToJson());
        var third = await model.RespondAsync(request);
        (await Status(HttpMethod.Get, first.Id), await Status(HttpMethod.Get, second.Id), await Status(HttpMethod.Get, third.Id)).Should().Be((404, 200, 200));
        (await Status(HttpMethod.Delete, second.Id), await Status(HttpMethod.Delete, second.Id), await Status(HttpMethod.Get, second.Id)).Should().Be((200, 404, 404));

        async Task<int> Status(HttpMethod method, string id)
        {
            using var answer = await model.Client.SendAsync(new(method, $"/v1/responses/{id}"));
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task Response_is_stored_before_its_terminal_event_is_sent()
    {
        var store = new SlowStore();
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"content":"Hello."}"""), upstream => new() { Upstream = upstream, Store = store });
        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""");
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var reading = Task.Run(async () =>
        {
            while (await reader.ReadLineAsync() is { } line && line != "event: response.completed")
            {
            }
        });

        await store.Entered.Task.WaitAsync(TimeSpan.FromSeconds(20));
        (await Task.WhenAny(reading, Task.Delay(300))).Should().NotBe(reading, "a client that has received the terminal event may continue at once");
        store.Release.SetResult();
        await reading.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("""{"error":{"message":"Slow down.","param":"model","code":"rate_limit_exceeded"}}""", "Slow down.", "model", "rate_limit_exceeded")]
    [InlineData("""{"object":"error","message":"Slow down.","type":"TooMany","param":null,"code":429}""", "Slow down.", null, null)]
    [InlineData("""{"error":"Slow down."}""", "Slow down.", null, null)]
    [InlineData("""{"error":{"\ud83d and more":1}}""", "The model's server answered with status 429.", null, null)]
    [InlineData("<html>busy</html>", "The model's server answered with status 429.", null, null)]
    public async Task Error_of_the_model_server_reaches_the_client(string refusal, string message, string? param, string? code)
    {
        await using var model = await ScriptedModel.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsync(refusal);
        });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""");

        ((int)answer.StatusCode, answer.Headers.RetryAfter!.ToString()).Should().Be((429, "7"));
        var error = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error");
        (error.GetProperty("message").GetString(), error.GetProperty("param").GetString(), error.GetProperty("code").GetString()).Should().Be((message, param, code));
    }

    [Fact]
    public async Task Model_server_that_cannot_be_reached_gets_502()
    {
        await using var model = await ScriptedModel.StartAsync(_ => Task.CompletedTask, _ => new() { Upstream = new Uri("http://127.0.0.1:1/v1/") });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi"}""");

        answer.StatusCode.Should().Be(HttpStatusCode.BadGateway);
    }

    [Theory]
    [InlineData("{", "The body is not valid JSON")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("""{"model":"m"}""", "Missing required parameter")]
    [InlineData("""{"input":"Hi"}""", "required")]
    [InlineData("""{"model":"m","input":"Hi","background":true,"store":false}""", "background")]
    [InlineData("""{"model":"m","input":"Hi","previous_response_id":5}""", "\"param\":\"previous_response_id\"")]
    public async Task Invalid_request_gets_an_error_that_says_what_is_wrong(string body, string says)
    {
        await using var model = await ScriptedModel.SayingAsync();

        using var answer = await model.AskAsync(body);

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(says);
        model.Asked.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"model":"m\ud83d","input":"Hi"}""", "m\ufffd")]
    [InlineData("""{"model":"m","input":"Hi\ud83d"}""", "m")]
    [InlineData("""{"model":"m","input":"Hi","metadata":{"\ud83d and more":"\ud83d"}}""", "m")]
    public async Task Invalid_Unicode_in_a_request_is_replaced(string body, string name)
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");

        (await model.RespondAsync(body[..^1] + ",\"stream\":true}")).Model.Should().Be(name);
    }

    [Fact]
    public async Task Error_in_the_input_of_a_continued_response_names_the_place_in_the_request()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");
        var first = await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");

        using var answer = await model.AskAsync($$"""{"model":"m","input":[{"role":"king","content":"Hi"}],"previous_response_id":"{{first.Id}}"}""");

        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("param").GetString().Should().Be("input[0].role");
    }

    [Fact]
    public async Task Body_beyond_the_default_maximum_gets_413()
    {
        await using var model = await ScriptedModel.SayingAsync();
        using var content = new StreamContent(new MemoryStream(new byte[34_000_000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/responses") { Content = content, Headers = { ExpectContinue = true } };

        using var answer = await model.Client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("type").GetString().Should().Be("invalid_request_error");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lost_connection_to_the_model_server_fails_the_response_with_the_output_so_far(bool isStream)
    {
        await using var model = await ScriptedModel.StartAsync(async context =>
        {
            context.Response.ContentType = isStream ? "text/event-stream" : "application/json";
            await context.Response.WriteAsync(isStream ? "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Half\"}}]}\n\n" : "{\"choices\"");
            await context.Response.Body.FlushAsync();
            throw new IOException("The server falls over.");
        });

        var response = await model.RespondAsync($$"""{"model":"m","input":"Hi","stream":{{(isStream ? "true" : "false")}}}""");

        (response.Status, response.Error!.Code, response.OutputText).Should().Be(("failed", "server_error", isStream ? "Half" : ""));
    }

    [Fact]
    public async Task Client_that_disconnects_ends_the_request_to_the_model()
    {
        var ended = new TaskCompletionSource();
        await using var model = await ScriptedModel.StartAsync(async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Half\"}}]}\n\n");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        using (var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true,"store":false}"""))
        {
            (await (await answer.Content.ReadAsStreamAsync()).ReadAsync(new byte[100])).Should().BePositive();
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Client_that_does_not_read_makes_the_model_server_wait()
    {
        const int Chunk = 100_000;
        const int Chunks = 1_000;
        var written = 0L;
        await using var model = await ScriptedModel.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            var chunk = $$$"""data: {"choices":[{"index":0,"delta":{"content":"{{{new string('x', Chunk)}}}"}}]}""" + "\n\n";
            for (var i = 0; i < Chunks; i++)
            {
                await context.Response.WriteAsync(chunk, context.RequestAborted);
                Interlocked.Add(ref written, Chunk);
            }
        });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true}""");
        long before;
        do
        {
            before = Interlocked.Read(ref written);
            await Task.Delay(1_000);
        }
        while (Interlocked.Read(ref written) > before);

        before.Should().BeInRange(Chunk, Chunk * Chunks / 2, "only the buffers of the connections may be filled");
    }

    [Fact]
    public async Task Raw_text_is_parsed_by_the_parser_of_the_options()
    {
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"content":"<think>Why"}""", """{"content":" not.</th"}""", """{"content":"ink>Yes.<tool_call>{\"name\":\"look\",\"arguments\":{}}</tool_call>"}"""),
            upstream => new() { Upstream = upstream, Parser = _ => new ModelTextParser(new ThinkBlock(), new HermesToolCallBlock()) });

        var response = await model.RespondAsync("""{"model":"m","input":"Hi","stream":true}""");

        response.Output.Select(item => item.Type).Should().Equal("reasoning", "message", "function_call");
        (response.OutputText, response.FunctionCalls.Single().Name).Should().Be(("Yes.", "look"));
    }

    private static void ShouldBeTheAnswer(Response response)
    {
        (response.Status, response.Model, response.Usage!.TotalTokens).Should().Be(("completed", "m", 8));
        response.Output.Select(item => item.Type).Should().Equal("reasoning", "message", "function_call", "function_call");
        response.Output.OfType<ReasoningItem>().Single().ReasoningText.Should().Be("Look it up.");
        response.OutputText.Should().Be("One moment.");
        response.FunctionCalls.Select(call => (call.CallId, call.Name, call.Arguments)).Should().Equal(("c1", "look", "{\"at\":1}"), ("c2", "listen", "{}"));
    }

    /// <summary>A store that delays the write of the end of a response.</summary>
    private sealed class SlowStore : IResponseStore
    {
        private readonly InMemoryResponseStore _store = new();

        public TaskCompletionSource Entered { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken) =>
            _store.ReadAsync(id, prefix, after, wait, cancellationToken);

        public async ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken)
        {
            if (entries.Any(entry => entry.Key.EndsWith("/end", StringComparison.Ordinal)))
            {
                Entered.SetResult();
                await Release.Task;
            }

            return await _store.WriteAsync(id, version, entries, durable, cancellationToken);
        }

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => _store.DeleteAsync(id, cancellationToken);
    }
}
