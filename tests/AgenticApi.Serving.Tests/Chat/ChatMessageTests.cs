using static AgenticApi.Tests.Support.ChatAnswers;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The forms of messages that servers send.</summary>
public class ChatMessageTests
{
    [Theory]
    [InlineData("""{"reasoning_content":"a"}""", "reasoning:a")]
    [InlineData("""{"reasoning":"a","content":""}""", "reasoning:a")]
    [InlineData("""{"reasoning_content":"a","reasoning":"a"}""", "reasoning:a")]
    [InlineData("""{"reasoning_content":"","reasoning":"a"}""", "reasoning:a")]
    [InlineData("""{"reasoning":"a","reasoning_details":[{"type":"reasoning.text","text":"a"}]}""", "reasoning:a")]
    [InlineData("""{"reasoning":null,"reasoning_details":[{"type":"reasoning.text","text":"a"},{"type":"reasoning.summary","summary":"b"},{"type":"reasoning.encrypted","data":"x"}]}""", "reasoning:ab")]
    [InlineData("""{"content":"a","reasoning":{"effort":"low"},"reasoning_details":[{"type":"reasoning.encrypted","data":"x"}]}""", "text:a")]
    [InlineData("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},{"type":"text","text":"c"}]}""", "reasoning:ab,text:c")]
    [InlineData("""{"content":[{"type":"thinking","thinking":"a"},{"type":"reference","reference_ids":[1]},{"type":"text","text":"c"},"d",1,null]}""", "reasoning:a,text:cd")]
    [InlineData("""{"content":[{"type":"text","text":"a"},{"type":"refusal","refusal":"b"}],"refusal":null}""", "text:a,refusal:b")]
    [InlineData("""{"content":null,"refusal":"a"}""", "refusal:a")]
    [InlineData("""{"content":null,"function_call":{"name":"f","arguments":"{\"x\":1}"}}""", """f({"x":1})""")]
    [InlineData("""{"content":null,"function_call":{"name":"f","arguments":{"x":1}},"tool_calls":[]}""", """f({"x":1})""")]
    [InlineData("""{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}],"function_call":{"name":"f","arguments":"{}"}}""", "f({})")]
    [InlineData("""{"tool_calls":null,"function_call":null,"annotations":null,"content":"a"}""", "text:a")]
    [InlineData("""{"tool_calls":[{"id":"a","function":{"name":"f","arguments":null}},{"id":"b","function":{"name":"g"}}]}""", "f({}),g({})")]
    public async Task Message_becomes_items_in_both_modes(string message, string items)
    {
        var whole = Whole($$"""{"choices":[{"message":{{message}},"finish_reason":"stop"}]}""");

        string.Join(',', whole.Items).Should().Be(items);
        string.Join(',', (await Stream(Delta(message), Done)).Items).Should().Be(items);
    }

    [Fact]
    public async Task Legacy_function_call_in_pieces_is_read()
    {
        var emitted = await Stream(
            Delta("""{"function_call":{"name":"f","arguments":""}}"""), Delta("""{"function_call":{"arguments":"{\"x\":"}}"""), Delta("""{"function_call":{"arguments":"1}"}}"""),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"function_call"}]}""");

        emitted.Items.Should().Equal("""f({"x":1})""");
        (emitted.Response.FunctionCalls.Single().CallId, emitted.Folded.Ending).Should().Be(("call_1", Ending.Completed));
    }

    [Theory]
    [InlineData("""{"type":"url_citation","url_citation":{"start_index":1,"end_index":2,"title":"T","url":"u"}}""", """{"type":"url_citation","start_index":1,"end_index":2,"title":"T","url":"u"}""")]
    [InlineData("""{"type":"url_citation","url":"u","title":"T","start_index":1,"end_index":2}""", """{"type":"url_citation","start_index":1,"end_index":2,"title":"T","url":"u"}""")]
    [InlineData("""{"type":"url_citation","url_citation":{"url":"u","content":"c"}}""", """{"type":"url_citation","start_index":0,"end_index":0,"title":"u","url":"u","content":"c"}""")]
    [InlineData("""{"type":"file_citation","file_id":"f","index":0}""", """{"type":"file_citation","file_id":"f","index":0}""")]
    [InlineData("""{"type":"file_path","file_path":{"file_id":"f","index":0}}""", """{"type":"file_path","file_id":"f","index":0}""")]
    public async Task Annotations_are_flattened(string given, string sent)
    {
        var message = $$"""{"content":"Hi","annotations":[null,{"no":"type"},{"type":"file","file":{"hash":"h"} },{{given}}]}""";
        foreach (var emitted in (Emission[])[Whole($$"""{"choices":[{"message":{{message}}}]}"""), await Stream(Delta("""{"content":"Hi"}"""), Delta($$"""{"annotations":[{{given}}]}"""), Done)])
        {
            emitted.Events.OfType<OutputTextAnnotationAddedEvent>().Single().Annotation!.ToJson().Should().Be(sent);
            emitted.Response.ToJson().Should().Contain($"\"annotations\":[{sent}]");
        }
    }

    [Fact]
    public async Task Annotations_next_to_the_delta_are_read() =>
        (await Stream(Delta("""{"content":"Hi"}"""), """{"choices":[{"delta":{},"annotations":[{"type":"url_citation","url":"u"}],"finish_reason":"stop"}]}"""))
            .Events.OfType<OutputTextAnnotationAddedEvent>().Should().ContainSingle();

    [Fact]
    public async Task Logprobs_are_sent_if_included()
    {
        const string Chunk = """{"choices":[{"index":0,"delta":{"content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}],"refusal":null},"finish_reason":"stop"}]}""";
        var deltas = await Read(Chunk, """{"choices":[{"index":0,"delta":{},"logprobs":null}]}""", Done);

        Emit.All(deltas, Emit.Options("""{"model":"m","include":["message.output_text.logprobs"]}""")).Response.ToJson()
            .Should().Contain("""[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[]}]""");
        Emit.All(deltas).Response.ToJson().Should().NotContain("\"token\"");
        Whole(Chunk.Replace("delta", "message", StringComparison.Ordinal), Emit.Options("""{"model":"m","include":["message.output_text.logprobs"]}""")).Response.ToJson()
            .Should().Contain("\"token\"");
    }
}
