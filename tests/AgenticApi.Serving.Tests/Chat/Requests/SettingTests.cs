namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The translation of the members of a request.</summary>
public class SettingTests
{
    private const string Smallest = """{"model":"m","messages":[{"role":"user","content":"x"}]}""";

    [Theory]
    [InlineData("\"metadata\":{\"a\":\"b\"}")]
    [InlineData("\"store\":false")]
    [InlineData("\"service_tier\":\"auto\"")]
    [InlineData("\"safety_identifier\":\"s\"")]
    [InlineData("\"prompt_cache_key\":\"k\"")]
    [InlineData("\"truncation\":\"auto\"")]
    [InlineData("\"max_tool_calls\":3")]
    [InlineData("\"client_metadata\":{\"a\":\"b\"}")]
    [InlineData("\"type\":\"response.create\"")]
    [InlineData("\"stream_options\":{\"include_obfuscation\":false}")]
    [InlineData("\"include\":[\"reasoning.encrypted_content\",\"anything\"]")]
    [InlineData("\"reasoning\":{\"summary\":\"auto\",\"context\":\"all_turns\"}")]
    [InlineData("\"text\":{}")]
    [InlineData("\"background\":false")]
    [InlineData("\"unknown\":null")]
    [InlineData("\"temperature\":null,\"tools\":null,\"tool_choice\":null,\"metadata\":null,\"prompt\":null,\"reasoning\":{\"effort\":null},\"text\":{\"format\":null}")]
    [InlineData("\"top_logprobs\":0")]
    public void Members_about_the_response_and_null_members_are_left_out(string member) => Requests.Check($$"""{"model":"m","input":"x",{{member}}}""", Smallest);

    [Theory]
    [InlineData("\"max_output_tokens\":9", "\"max_completion_tokens\":9")]
    [InlineData("\"user\":\"u\"", "\"user\":\"u\"")]
    [InlineData("\"include\":[\"message.output_text.logprobs\"]", "\"logprobs\":true")]
    [InlineData("\"include\":[\"message.output_text.logprobs\"],\"top_logprobs\":0", "\"logprobs\":true")]
    [InlineData("\"top_logprobs\":20", "\"logprobs\":true,\"top_logprobs\":20")]
    [InlineData("\"seed\":1,\"top_k\":40,\"stop\":[\"a\"]", "\"seed\":1,\"top_k\":40,\"stop\":[\"a\"]")]
    [InlineData("\"chat_template_kwargs\":{\"enable_thinking\":false}", "\"chat_template_kwargs\":{\"enable_thinking\":false}")]
    [InlineData("\"guided_json\":{\"type\":\"object\"},\"min_p\":0.1", "\"guided_json\":{\"type\":\"object\"},\"min_p\":0.1")]
    [InlineData("\"temperature\":0,\"temperature\":2", "\"temperature\":2")]
    public void Members_about_the_model_are_passed(string member, string expected) => Requests.Check(
        $$"""{"model":"m","input":"x",{{member}}}""", $$"""{{Smallest[..^1]}},{{expected}}}""");

    [Fact]
    public void Limit_of_tokens_has_the_name_of_the_option() => Requests.Check(
        """{"model":"m","input":"x","max_output_tokens":9}""", $$"""{{Smallest[..^1]}},"max_tokens":9}""", new() { UsesMaxTokens = true });

    [Fact]
    public void Passed_members_that_are_null_throw() =>
        FluentActions.Invoking(() => new ChatCompletionRequestOptions { PassedMembers = null! }).Should().Throw<ArgumentNullException>();

    [Fact]
    public void Passed_members_can_be_configured()
    {
        var options = new ChatCompletionRequestOptions { PassedMembers = new HashSet<string> { "service_tier", "my_setting", "max_tokens", "model" } };

        Requests.Check("""{"model":"m","input":"x","service_tier":"flex","my_setting":[1]}""", $$"""{{Smallest[..^1]}},"service_tier":"flex","my_setting":[1]}""", options);
        Requests.Refused("""{"model":"m","input":"x","seed":1}""", options).Param.Should().Be("seed");
        Requests.Refused("""{"model":"m","input":"x","max_tokens":1}""", options).Param.Should().Be("max_tokens");
        ChatCompletionRequestOptions.DefaultPassedMembers.Should().Contain(["seed", "stop", "top_k", "min_p", "logit_bias", "chat_template_kwargs", "guided_json"]);
    }

    [Fact]
    public void Schema_of_the_format_is_nested() => Requests.Check(
        """{"model":"m","input":"x","text":{"format":{"type":"json_schema","name":"n","description":"d","schema":{"type":"object"},"strict":null}}}""",
        $$"""{{Smallest[..^1]}},"response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d","schema":{"type":"object"} } } }""");
}
