using System.Text;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>An answer of Chat Completions becomes a response.</summary>
public class ChatCompletionReaderTests
{
    private const string Done = "[DONE]";

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
    public async Task Refusal_becomes_a_refusal() => (await Stream(Delta("""{"refusal":"No."}"""), Done)).Items.Should().Equal("refusal:No.");

    [Fact]
    public async Task Surrogate_pair_split_between_two_deltas_is_joined() =>
        (await Stream(Delta("""{"content":"a\n\ud83c"}"""), Delta("""{"content":"\udf9e"}"""), Done)).Items.Should().Equal("text:a\n🎞");

    [Theory]
    [InlineData("""{"error":{"message":"Slow down.","type":"rate","code":"rate_limit_exceeded"}}""", "rate_limit_exceeded", "Slow down.")]
    [InlineData("""{"error":{"message":"Slow down.","type":"rate","code":429}}""", "rate", "Slow down.")]
    [InlineData("""{"error":"Slow down."}""", "server_error", "Slow down.")]
    [InlineData("""{"object":"error","message":"Too long.","type":"BadRequestError","code":400}""", "BadRequestError", "Too long.")]
    [InlineData("""{"\ud83d and more":1}""", "server_error", "The model's server sent something that is no JSON.")]
    [InlineData("""{"choices":[{"in""", "server_error", "The model's server sent something that is no JSON.")]
    public async Task Fault_of_the_models_server_fails_the_response(string data, string code, string message)
    {
        var emitted = await Stream(Delta("""{"content":"half"}"""), data, Delta("""{"content":"late"}"""), Done);

        emitted.Folded.Ending.Should().Be(Ending.Failed);
        (emitted.Response.Error!.Code, emitted.Response.Error.Message).Should().Be((code, message));
        emitted.Items.Should().Equal("text:half");
    }

    [Fact]
    public async Task Stream_that_breaks_off_fails_and_one_with_a_finish_reason_does_not()
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
    public void Body_that_is_no_answer_fails(string body) =>
        ChatCompletionReader.FromJson(Encoding.UTF8.GetBytes(body)).Should().ContainSingle().Which.Should().BeOfType<ErrorDelta>().Which.Code.Should().Be("server_error");

    [Fact]
    public void Answer_that_says_nothing_is_one() =>
        Emit.All(ChatCompletionReader.FromJson("""{"choices":[{"message":{"role":"assistant","content":""},"finish_reason":null}]}"""u8), null).Folded.Ending.Should().Be(Ending.Completed);

    [Fact]
    public async Task Raw_text_of_a_model_is_parsed_on_its_way()
    {
        var parser = new ModelTextParser(new ThinkBlock(startsOpen: true), new HermesToolCallBlock());
        var read = ChatCompletionReader.ReadAsync(Sse(Delta("""{"content":"Hm.</th"}"""), Delta("""{"content":"ink>\n<tool_call>{\"name\":\"f\"}</tool_call>"}"""), Done));

        Emit.All(await parser.ParseAsync(read).ToListAsync(), null).Items.Should().Equal("reasoning:Hm.", "f({})");
    }

    private static string Delta(string delta) => $$"""{"object":"chat.completion.chunk","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""";

    private static async Task<Emission> Stream(params string[] data) => Emit.All(await ChatCompletionReader.ReadAsync(Sse(data)).ToListAsync(), null);

    private static MemoryStream Sse(params string[] data) => new(Encoding.UTF8.GetBytes(string.Concat(data.Select(d => $"data: {d}\n\n"))));
}
