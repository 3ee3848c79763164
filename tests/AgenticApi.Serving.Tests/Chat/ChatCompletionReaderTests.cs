using System.Text;
using static AgenticApi.Tests.Support.ChatAnswers;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The translation of answers of Chat Completions.</summary>
public class ChatCompletionReaderTests
{
    [Fact]
    public async Task Reasoning_text_calls_and_usage_of_a_stream_become_a_response()
    {
        var emitted = await Stream(
            Delta("""{"role":"assistant","content":""}"""),
            Delta("""{"reasoning_content":"Two "}"""), Delta("""{"reasoning":"calls."}"""),
            Delta("""{"content":"Let me see."}"""),
            Delta("""{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"f","arguments":""}}]}"""),
            Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]}"""),
            Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"1}"}},{"index":1,"id":"call_b","function":{"name":"g","arguments":"{}"}}]}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}""",
            """{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}}}""",
            Done);

        emitted.Items.Should().Equal("reasoning:Two calls.", "text:Let me see.", """f({"x":1})""", "g({})");
        emitted.Response.FunctionCalls.Select(call => call.CallId).Should().Equal("call_a", "call_b");
        emitted.Folded.Ending.Should().Be(Ending.Completed);
        var usage = emitted.Response.Usage!;
        (usage.InputTokens, usage.CachedTokens, usage.OutputTokens, usage.ReasoningTokens).Should().Be((5, 2, 3, 1));
    }

    [Fact]
    public void Blocking_answer_becomes_a_response()
    {
        var deltas = ChatCompletionReader.FromJson("""
            {"object":"chat.completion","choices":[{"index":1,"message":{"content":"other"}},{"index":0,"message":{"role":"assistant","content":[{"type":"text","text":"Hi"}],"reasoning_content":"Hm.",
             "tool_calls":[{"id":"call_a","type":"function","function":{"name":"f","arguments":{"x": 1}}},{"id":"call_b","type":"function","function":{"name":"g","arguments":""}}]},
             "finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}
            """u8);

        var emitted = Emit.All(deltas, null);
        emitted.Items.Should().Equal("reasoning:Hm.", "text:Hi", """f({"x": 1})""", "g()");
        emitted.Response.IncompleteDetails!.Reason.Should().Be("max_output_tokens");
        emitted.Response.Usage!.TotalTokens.Should().Be(3);
    }

    [Fact]
    public async Task Call_whose_index_is_not_an_integer_of_32_bits_has_the_index_of_its_place()
    {
        var emitted = await Stream(
            Delta("""{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{}"}},{"index":4294967296,"function":{"name":"f","arguments":"{\"x\":"}}]}"""),
            Delta("""{"tool_calls":[{"index":1,"function":{"arguments":"1}"}}]}"""),
            Done);

        emitted.Items.Should().Equal("f({})", """f({"x":1})""");
    }

    [Fact]
    public async Task Refusal_becomes_a_refusal() => (await Stream(Delta("""{"refusal":"No."}"""), Done)).Items.Should().Equal("refusal:No.");

    [Fact]
    public async Task Surrogate_pair_split_between_two_deltas_is_joined() =>
        (await Stream(Delta("""{"content":"a\n\ud83c"}"""), Delta("""{"content":"\udf9e"}"""), Done)).Items.Should().Equal("text:a\n🎞");

    [Theory]
    [InlineData("""{"error":{"message":"Slow down.","type":"rate","code":"rate_limit_exceeded"}}""", "rate_limit_exceeded", "Slow down.")]
    [InlineData("""{"error":{"message":"Slow down.","type":"rate","code":429}}""", "rate", "Slow down.")]
    [InlineData("""{"error":{"message":"Slow down.","code":429},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", "rate_limit_exceeded", "Slow down.")]
    [InlineData("""{"error":{"message":"Gone.","code":502,"metadata":{"error_type":"provider_unavailable"}},"choices":[]}""", "provider_unavailable", "Gone.")]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","error":{"code":502,"message":"Gone."}}]}""", "server_error", "Gone.")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}""", "server_error", "The model's server ended its answer with an error.")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":null}],"x_groq":{"id":"r","error":"over capacity"}}""", "server_error", "over capacity")]
    [InlineData("""{"error":{"code":500}}""", "server_error", "The model's server reported an error.")]
    [InlineData("""{"error":"Slow down."}""", "server_error", "Slow down.")]
    [InlineData("""{"object":"error","message":"Too long.","type":"BadRequestError","code":400}""", "BadRequestError", "Too long.")]
    [InlineData("""{"\ud83d and more":1}""", "server_error", "The model's server sent data that is not JSON.")]
    [InlineData("""{"choices":[]}{}""", "server_error", "The model's server sent data that is not JSON.")]
    [InlineData("""{"choices":[]} x""", "server_error", "The model's server sent data that is not JSON.")]
    [InlineData("""{"choices":[{"in""", "server_error", "The model's server sent data that is not JSON.")]
    public async Task Error_of_the_models_server_fails_the_response(string data, string code, string message)
    {
        var emitted = await Stream(Delta("""{"content":"half"}"""), data, Delta("""{"content":"late"}"""), Done);

        emitted.Folded.Ending.Should().Be(Ending.Failed);
        (emitted.Response.Error!.Code, emitted.Response.Error.Message).Should().Be((code, message));
        emitted.Items.Should().Equal("text:half");
    }

    [Fact]
    public async Task Text_and_usage_in_the_chunk_of_an_error_are_kept()
    {
        var emitted = await Stream("""{"choices":[{"delta":{"content":"half"},"finish_reason":"error","error":{"message":"m"}}],"usage":{"prompt_tokens":2}}""");

        (emitted.Folded.Ending, emitted.Items.Single(), emitted.Response.Usage!.InputTokens).Should().Be((Ending.Failed, "text:half", 2));
    }

    [Theory]
    [InlineData("""{"error":null,"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"error":"","choices":[{"delta":{"content":"a"},"finish_reason":"stop","error":{}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"a"},"finish_reason":"stop","error":null}],"x_groq":{"error":null}}""")]
    public async Task Empty_error_is_ignored(string data) => (await Stream(data)).Folded.Ending.Should().Be(Ending.Completed);

    [Fact]
    public async Task Event_of_the_type_error_fails_the_response()
    {
        using var stream = new MemoryStream("event: error\ndata: {\"message\":\"Out of memory.\"}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"late\"}}]}\n\n"u8.ToArray());
        var emitted = Emit.All(await ChatCompletionReader.ReadAsync(stream).ToListAsync());

        (emitted.Response.Error!.Code, emitted.Response.Error.Message, emitted.Response.Output.Count).Should().Be(("server_error", "Out of memory.", 0));
    }

    [Fact]
    public async Task Comments_empty_events_and_chunks_without_choices_are_ignored()
    {
        using var stream = new MemoryStream(
            ": OPENROUTER PROCESSING\n\ndata: \n\ndata: {\"prompt_filter_results\":[],\"choices\":[]}\n\ndata: null\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata:  [DONE] \n\n"u8.ToArray());

        Emit.All(await ChatCompletionReader.ReadAsync(stream).ToListAsync()).Items.Should().Equal("text:a");
    }

    [Fact]
    public async Task Whole_answer_as_the_only_chunk_is_read_and_a_repetition_is_ignored()
    {
        (await Stream("""{"object":"chat.completion","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}]}""")).Items.Should().Equal("text:a");
        (await Stream(Delta("""{"content":"a"}"""), """{"object":"chat.completion.chunk","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}]}""")).Items
            .Should().Equal("text:a");
    }

    [Fact]
    public async Task Choice_with_index_0_is_read() =>
        (await Stream(
            """{"choices":[{"index":1,"delta":{"content":"x"},"finish_reason":"length"}]}""",
            """{"choices":[{"index":1,"delta":{"content":"x"}},{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""",
            Done)).Items.Should().Equal("text:a");

    [Fact]
    public async Task Stream_without_an_end_fails_unless_it_has_a_finish_reason()
    {
        (await Stream(Delta("""{"content":"half"}"""))).Folded.Ending.Should().Be(Ending.Failed);
        (await Stream("""{"choices":[{"delta":{"content":"all"},"finish_reason":"stop"}]}""")).Folded.Ending.Should().Be(Ending.Completed);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"index":0}]}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1}}""")]
    [InlineData("""<html>""")]
    public void Body_that_is_not_an_answer_fails(string body) =>
        ChatCompletionReader.FromJson(Encoding.UTF8.GetBytes(body)).Should().ContainSingle().Which.Should().BeOfType<ErrorDelta>().Which.Code.Should().Be("server_error");

    [Fact]
    public void Empty_answer_is_completed() =>
        Emit.All(ChatCompletionReader.FromJson("""{"choices":[{"message":{"role":"assistant","content":""},"finish_reason":null}]}"""u8), null).Folded.Ending.Should().Be(Ending.Completed);

    [Fact]
    public async Task Raw_text_in_deltas_is_parsed()
    {
        var parser = new ModelTextParser(new ThinkBlock(startsOpen: true), new HermesToolCallBlock());
        var read = ChatCompletionReader.ReadAsync(Sse(Delta("""{"content":"Hm.</th"}"""), Delta("""{"content":"ink>\n<tool_call>{\"name\":\"f\"}</tool_call>"}"""), Done));

        Emit.All(await parser.ParseAsync(read).ToListAsync(), null).Items.Should().Equal("reasoning:Hm.", "f({})");
    }
}
