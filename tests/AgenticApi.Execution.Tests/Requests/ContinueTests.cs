using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Requests;

/// <summary>The next request carries what the server does not have.</summary>
public class ContinueTests
{
    private static readonly OutputItem Output = FunctionCallOutputItem.Create("c", "18 °C");

    private static readonly AccumulatedResponse Result = ResponseAccumulator.FromJson(
        """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"function_call","id":"fc_1","call_id":"c","name":"f","arguments":"{}","status":"completed"}]}""");

    private static readonly ResponseRequest Request = ResponseRequest.FromText("Hi") with { Model = "m", PreviousResponseId = "resp_0", Conversation = "conv_1" };

    [Fact]
    public void Continuing_with_items_sends_input_response_and_outputs_in_order()
    {
        var next = Request.Continue(Result, [Output]);

        next.Input.Select(item => item.Type).Should().Equal("message", "reasoning", "function_call", "function_call_output");
        next.Input.Skip(1).Take(2).Should().Equal(Result.Response.Output);
        (next.Model, next.PreviousResponseId, next.Conversation).Should().Be(("m", null, null));
    }

    [Theory]
    [InlineData("function_call", "arguments", "{\"city\":\"Par", "{}")]
    [InlineData("function_call", "arguments", "", "{}")]
    [InlineData("function_call", "arguments", "[1]", "{}")]
    [InlineData("function_call", "arguments", "{ \"n\": 1.0 }", "{ \"n\": 1.0 }")]
    [InlineData("custom_tool_call", "input", "ls {", "ls {")]
    public void Continuing_with_items_sends_arguments_that_are_no_object_as_an_empty_one(string type, string member, string came, string sent)
    {
        var output = new JsonArray(new JsonObject { ["type"] = type, ["id"] = "fc_1", ["call_id"] = "c", ["name"] = "f", [member] = came, ["status"] = "completed" });
        var result = ResponseAccumulator.FromJson(new JsonObject { ["object"] = "response", ["status"] = "completed", ["output"] = output }.ToJsonString());

        var call = Request.Continue(result, [Output]).Input[1].Json;

        call.GetProperty(member).GetString().Should().Be(sent);
        call.GetProperty("id").GetString().Should().Be("fc_1");
        result.Response.Output[0].Json.GetProperty(member).GetString().Should().Be(came);
    }

    [Fact]
    public void Continuing_with_the_response_before_sends_its_id_and_outputs_only()
    {
        var next = Request.Continue(Result, [Output], Continuation.PreviousResponse);

        next.Input.Should().Equal(Output);
        (next.PreviousResponseId, next.Conversation).Should().Be(("resp_1", null));
    }

    [Fact]
    public void Continuing_a_conversation_keeps_it_and_sends_outputs_only()
    {
        var next = Request.Continue(Result, [Output], Continuation.Conversation);

        next.Input.Should().Equal(Output);
        (next.PreviousResponseId, next.Conversation).Should().Be((null, "conv_1"));
    }

    [Fact]
    public void Continuing_without_what_the_way_needs_says_what_to_do()
    {
        var nameless = ResponseAccumulator.FromJson("""{"object":"response","status":"completed","output":[]}""");

        Request.Invoking(it => it.Continue(nameless, [], Continuation.PreviousResponse)).Should().Throw<InvalidOperationException>().WithMessage("*Continuation.Items*");
        new ResponseRequest().Invoking(it => it.Continue(Result, [], Continuation.Conversation)).Should().Throw<InvalidOperationException>().WithMessage("*Set ResponseRequest.Conversation*");
    }

    [Theory]
    [InlineData("\"auto\"", "\"auto\"")]
    [InlineData("\"none\"", "\"none\"")]
    [InlineData("\"required\"", null)]
    [InlineData("""{"type":"function","name":"f"}""", null)]
    [InlineData("""{"type":"web_search"}""", null)]
    [InlineData("""{"type":"allowed_tools","mode":"required","tools":[1]}""", """{"type":"allowed_tools","mode":"auto","tools":[1]}""")]
    public void Choice_of_tools_that_forces_a_call_is_not_repeated(string choice, string? expected)
    {
        var typed = (Request with { ToolChoice = JsonElement.Parse(choice) }).Continue(Result, []);
        var other = (Request with { Other = new JsonObject { ["tool_choice"] = JsonNode.Parse(choice) } }).Continue(Result, []);

        foreach (var next in (ResponseRequest[])[typed, other])
        {
            (next.ToolChoice.ValueKind == JsonValueKind.Undefined ? null : next.ToolChoice.GetRawText()).Should().Be(expected);
            next.Other?.ContainsKey("tool_choice").Should().BeFalse();
        }
    }

    [Fact]
    public void Members_that_join_requests_count_in_other_too_and_the_request_stays_as_it_was()
    {
        var other = new JsonObject { ["input"] = "Hello", ["previous_response_id"] = "resp_0", ["conversation"] = new JsonObject { ["id"] = "conv_1" }, ["top_p"] = 1 };
        var before = other.ToJsonString();
        var request = new ResponseRequest { Other = other };

        var items = request.Continue(Result, [Output]);
        var chained = request.Continue(Result, [Output], Continuation.PreviousResponse);
        var conversation = request.Continue(Result, [Output], Continuation.Conversation);

        (items.Input.Count, items.Input[0].ToJson()).Should().Be((4, """{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello"}]}"""));
        (items.Other!.ToJsonString(), chained.Other!.ToJsonString()).Should().Be(("""{"top_p":1}""", """{"top_p":1}"""));
        (chained.PreviousResponseId, conversation.Other!.ToJsonString()).Should().Be(("resp_1", """{"conversation":{"id":"conv_1"},"top_p":1}"""));
        conversation.Input.Should().Equal(Output);
        other.ToJsonString().Should().Be(before);
    }

    [Fact]
    public void Store_in_other_decides_about_reasoning()
    {
        var next = (Request with { Other = new JsonObject { ["store"] = false } }).Continue(Result, []);

        next.Input.Select(item => item.Type).Should().Equal("message", "function_call");
    }
}
