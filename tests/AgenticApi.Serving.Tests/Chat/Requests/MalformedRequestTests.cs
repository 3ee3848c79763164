namespace AgenticApi.Serving.Tests.Chat;

/// <summary>What cannot be given to the model is refused with its place.</summary>
public class MalformedRequestTests
{
    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, MalformedRequests.All.Count)];

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Malformed_request_is_refused_with_its_place(int index)
    {
        var (name, body, param) = MalformedRequests.All[index];

        var refused = Requests.Refused(body);

        refused.Param.Should().Be(param, $"that is what is wrong with {name}");
        refused.Message.Should().NotBeEmpty();
    }

    [Fact]
    public void There_are_many_malformed_requests_and_none_twice() =>
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
    public void Message_is_that_which_clients_know(string request, string message, string code)
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
    public void Message_holds_nothing_of_the_content(string request) => Requests.Refused(request).Message.Should().NotContain("secret");

    [Theory]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"f","parameters":{"enum":["\ud83d"]}}]}""", "tools[0].parameters.enum[0]")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"f","parameters":{"\ud83d":1}}]}""", "tools[0].parameters")]
    [InlineData("""{"model":"m","input":"x","user":"\ud83d"}""", "user")]
    [InlineData("""{"model":"m","input":"x","\ud83d":1}""", null)]
    public void Half_of_a_surrogate_pair_that_cannot_be_passed_is_refused_with_its_place(string request, string? param) => Requests.Refused(request).Param.Should().Be(param);

    [Fact]
    public void Half_of_a_surrogate_pair_in_text_is_mended() =>
        Requests.Check("""{"model":"m","input":"a\ud83d"}""", """{"model":"m","messages":[{"role":"user","content":"a\ufffd"}]}""");

    [Fact]
    public void What_only_a_keeper_can_do_is_refused_where_nothing_is_kept()
    {
        foreach (var (name, value) in new[] { ("previous_response_id", "\"r\""), ("conversation", "\"c\""), ("background", "true"), ("generate", "false") })
        {
            var request = $$"""{"model":"m","input":"x","{{name}}":{{value}}}""";

            Requests.Refused(request).Param.Should().Be(name);
            Requests.ShouldBe(Requests.Body(request, history: "[]"), """{"model":"m","messages":[{"role":"user","content":"x"}]}""");
        }
    }

    [Fact]
    public void Only_one_history_can_be_continued() =>
        Requests.Refused("""{"model":"m","input":"x","previous_response_id":"r","conversation":"c"}""", history: "[]").Code.Should().Be("mutually_exclusive_parameters");
}
