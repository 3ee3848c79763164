using System.Text.Json;

namespace AgenticApi.Execution.Tests.Requests;

/// <summary>Items of a response are sent again unchanged, except for those that a server would refuse.</summary>
public class ResentItemsTests
{
    private const string Reasoning = """{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"s"}]}""";

    private const string Call = """{"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":"{}","status":"completed"}""";

    private const string CutCall = """{"type":"function_call","id":"cut","call_id":"d","name":"f","arguments":"{","status":"incomplete"}""";

    private const string CutMessage = """{"type":"message","id":"m","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"Hel"}]}""";

    [Fact]
    public void Items_of_a_completed_response_are_sent_raw_and_in_order()
    {
        const string Novel = """{"type":"novel","id":"n","status":"in_progress","x":1.50}""";

        Sent("completed", store: null, Reasoning, Call, Novel, Reasoning).Should().Equal(Reasoning, Call, Novel, Reasoning);
    }

    [Theory]
    [InlineData("incomplete")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    public void Call_that_was_cut_off_is_left_out_with_the_reasoning_before_it(string status)
    {
        Sent(status, store: null, Reasoning, Call, Reasoning, Reasoning, CutCall).Should().Equal(Reasoning, Call);
    }

    [Fact]
    public void Call_that_was_cut_off_in_progress_is_left_out()
    {
        Sent("incomplete", store: null, Call, CutCall.Replace("incomplete", "in_progress", StringComparison.Ordinal)).Should().Equal(Call);
    }

    [Fact]
    public void Message_that_was_cut_off_is_sent_as_it_is_with_its_reasoning()
    {
        Sent("incomplete", store: null, Reasoning, CutMessage).Should().Equal(Reasoning, CutMessage);
    }

    [Fact]
    public void Reasoning_that_led_to_nothing_before_the_cut_is_left_out()
    {
        Sent("incomplete", store: null, Call, Reasoning).Should().Equal(Call);
    }

    [Fact]
    public void Reasoning_that_was_cut_off_itself_is_left_out()
    {
        var cut = Reasoning.Replace("\"summary\"", "\"status\":\"incomplete\",\"summary\"", StringComparison.Ordinal);

        Sent("incomplete", store: null, cut, Call).Should().Equal(Call);
    }

    [Fact]
    public void Truncated_stream_leaves_out_the_call_that_was_open()
    {
        var accumulator = new ResponseAccumulator();
        accumulator.Add("""{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs","summary":[]}}"""u8);
        accumulator.Add("""{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs","summary":[]}}"""u8);
        accumulator.Add("""{"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":"","status":"in_progress"}}"""u8);
        accumulator.Add("""{"type":"response.function_call_arguments.delta","output_index":1,"item_id":"fc","delta":"{\"a"}"""u8);

        ResentItems.Of(accumulator.Finish(), store: null).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"s"}]}""", false)]
    [InlineData("""{"type":"reasoning","id":"rs","summary":[],"encrypted_content":null,"content":null}""", false)]
    [InlineData("""{"type":"reasoning","id":"rs","summary":[],"encrypted_content":"","content":[{"type":"reasoning_text","text":""}]}""", false)]
    [InlineData("""{"type":"reasoning","id":"rs","summary":[],"encrypted_content":"gAAA"}""", true)]
    [InlineData("""{"type":"reasoning","id":"rs","summary":[],"content":[{"type":"reasoning_text","text":"t"}]}""", true)]
    public void Reasoning_that_is_not_stored_is_sent_where_the_server_can_read_it(string reasoning, bool isSent)
    {
        Sent("completed", store: false, reasoning, Call).Should().Equal(isSent ? [reasoning, Call] : [Call]);
        Sent("completed", store: true, reasoning, Call).Should().Equal(reasoning, Call);
    }

    [Theory]
    [InlineData("""{"type":"function_call", "id":"fc", "call_id":"c","id":"x","arguments":"{\"id\":1}","o":{"id":2}}""", """{"type":"function_call","call_id":"c","arguments":"{\"id\":1}","o":{"id":2}}""")]
    [InlineData("""{"id":"only"}""", "{}")]
    [InlineData("""{"type":"novel","b":1.50}""", """{"type":"novel","b":1.50}""")]
    [InlineData("""{"type":"mcp_approval_request","id":"kept"}""", """{"type":"mcp_approval_request","id":"kept"}""")]
    [InlineData("""{"type":"local_shell_call_output","id":"kept"}""", """{"type":"local_shell_call_output","id":"kept"}""")]
    [InlineData("""{"type":"item_reference","id":"kept"}""", """{"type":"item_reference","id":"kept"}""")]
    [InlineData("[1]", "[1]")]
    public void Id_is_dropped_unless_it_says_what_the_item_is_about(string item, string expected)
    {
        ResentItems.WithIds(OutputItem.FromJson(JsonElement.Parse(item)), ItemIds.Drop).ToJson().Should().Be(expected);
        ResentItems.WithIds(OutputItem.FromJson(JsonElement.Parse(item)), ItemIds.Keep).ToJson().Should().Be(JsonElement.Parse(item).GetRawText().Replace(", ", ",", StringComparison.Ordinal));
    }

    [Fact]
    public void Ids_of_a_response_are_dropped_on_request()
    {
        ResentItems.Of(Response("completed", Reasoning, Call), store: true, ItemIds.Drop).Should().OnlyContain(item => item.Id == null).And.HaveCount(2);
    }

    private static IEnumerable<string> Sent(string status, bool? store, params string[] items) =>
        ResentItems.Of(Response(status, items), store).Select(item => item.ToJson());

    private static AccumulatedResponse Response(string status, params string[] items) =>
        ResponseAccumulator.FromJson($$"""{"id":"resp","object":"response","status":"{{status}}","output":[{{string.Join(',', items)}}]}""");
}
