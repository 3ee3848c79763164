namespace AgenticApi.Serving.Tests.Chat;

/// <summary>Invalid and unsupported requests are refused with the path of the fault.</summary>
public class MalformedRequestTests
{
    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, MalformedRequests.All.Count)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Malformed_request_is_refused_with_its_path(int index)
    {
        var (name, body, param) = MalformedRequests.All[index];

        var refused = Requests.Refused(body);

        refused.Param.Should().Be(param, $"that is what is wrong with {name}");
        refused.Message.Should().NotBeEmpty();
    }

    [Fact]
    public void Malformed_requests_are_many_and_distinct() =>
        MalformedRequests.All.Select(request => request.Body).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(200);

    [Theory]
    [InlineData("""{"model":"m","input":"x","temperature":"hot"}""", "Invalid type for 'temperature': expected a decimal, but got a string instead.", "invalid_type")]
    [InlineData("""{"model":"m","input":"x","max_output_tokens":1.5}""", "Invalid type for 'max_output_tokens': expected an integer, but got a decimal instead.", "invalid_type")]
    [InlineData("""{"input":"x"}""", "Missing required parameter: 'model'.", "missing_required_parameter")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function"}]}""", "Missing required parameter: 'tools[0].name'.", "missing_required_parameter")]
    [InlineData("""{"model":"m","input":"x","temprature":1}""", "Unknown parameter: 'temprature'.", "unknown_parameter")]
    [InlineData(
        """{"model":"m","input":"x","max_tokens":1}""",
        "Unsupported parameter: 'max_tokens'. In the Responses API, this parameter has moved to 'max_output_tokens'.", "unsupported_parameter")]
    [InlineData(
        """{"model":"m","input":[{"type":"function_call_output","call_id":"call_x","output":"x"}]}""",
        "No tool call found for function call output with call_id call_x.", "invalid_value")]
    [InlineData(
        """{"model":"m","input":[{"type":"function_call","call_id":"call_x","name":"f","arguments":"{}"}]}""",
        "No tool output found for function call call_x.", "invalid_value")]
    [InlineData(
        """{"model":"m","input":[{"type":"custom_tool_call_output","call_id":"call_x","output":"x"}]}""",
        "No tool call found for custom tool call output with call_id call_x.", "invalid_value")]
    [InlineData(
        """{"model":"m","input":[{"role":"user","content":"a","id":"msg_1"},{"role":"user","content":"b","id":"msg_1"}]}""",
        "Duplicate item found with id msg_1. Remove duplicate items from your input and try again.", "invalid_value")]
    public void Message_is_that_of_OpenAI(string request, string message, string code)
    {
        var refused = Requests.Refused(request);

        (refused.Message, refused.Code).Should().Be((message, code));
    }

    [Theory]
    [InlineData("""{"model":"m","input":"x","tool_choice":"secret"}""")]
    [InlineData("""{"model":"m","input":"x","temperature":"secret"}""")]
    [InlineData("""{"model":"m","input":"x","text":{"format":{"type":"secret"}}}""")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"my secret"}]}""")]
    [InlineData("""{"model":"m","input":[{"role":"secret","content":"secret"}]}""")]
    [InlineData("""{"model":"m","input":[{"type":"item_reference","id":"secret"}]}""")]
    [InlineData("""{"model":"m","input":"secret","previous_response_id":"secret"}""")]
    [InlineData("""{"model":"m","input":"secret","conversation":{"id":"secret"}}""")]
    [InlineData("""{"model":"m","input":"x","\ud83d secret and more":1}""")]
    public void Message_has_no_content(string request) => Requests.Refused(request).Message.Should().NotContain("secret");

    [Theory]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"f","parameters":{"enum":["\ud83d"]}}]}""", "tools[0].parameters.enum[0]")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"f","parameters":{"\ud83d":1}}]}""", "tools[0].parameters")]
    [InlineData("""{"model":"m","input":"x","user":"\ud83d"}""", "user")]
    [InlineData("""{"model":"m","input":"x","\ud83d":1}""", null)]
    public void Lone_surrogate_that_cannot_be_passed_is_refused_with_its_path(string request, string? param) => Requests.Refused(request).Param.Should().Be(param);

    [Fact]
    public void Lone_surrogate_in_text_is_replaced() =>
        Requests.Check("""{"model":"m","input":"a\ud83d"}""", """{"model":"m","messages":[{"role":"user","content":"a\ufffd"}]}""");

    [Fact]
    public void Members_that_need_a_store_are_refused_without_one()
    {
        foreach (var (name, value) in new[] { ("previous_response_id", "\"r\""), ("conversation", "\"c\""), ("background", "true"), ("generate", "false") })
        {
            var request = $$"""{"model":"m","input":"x","{{name}}":{{value}}}""";

            Requests.Refused(request).Param.Should().Be(name);
            Requests.ShouldBe(Requests.Body(request, history: "[]"), """{"model":"m","messages":[{"role":"user","content":"x"}]}""");
        }
    }

    [Fact]
    public void Conversation_and_previous_response_exclude_each_other() =>
        Requests.Refused("""{"model":"m","input":"x","previous_response_id":"r","conversation":"c"}""", history: "[]").Code.Should().Be("mutually_exclusive_parameters");
}
