using static AgenticApi.Tests.Support.ChatAnswers;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The forms of usage that servers send.</summary>
public class ChatUsageTests
{
    private const string Usage = """{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}""";

    [Theory]
    [InlineData(Usage, 5, 0, 3, 0)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":3,"prompt_tokens_details":null,"completion_tokens_details":null}""", 5, 0, 3, 0)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":2,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":1}}""", 5, 2, 3, 1)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":null}}""", 5, 0, 3, 0)]
    [InlineData("""{"input_tokens":5,"output_tokens":3,"input_tokens_details":{"cached_tokens":2},"output_tokens_details":{"reasoning_tokens":1}}""", 5, 2, 3, 1)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":3,"prompt_cache_hit_tokens":2,"prompt_cache_miss_tokens":3}""", 5, 2, 3, 0)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":3,"cached_tokens":2,"reasoning_tokens":1}""", 5, 2, 3, 1)]
    [InlineData("""{"prompt_tokens":5.0,"completion_tokens":3e0,"queue_time":0.02,"total_time":0.3}""", 5, 0, 3, 0)]
    [InlineData("""{"prompt_tokens":5,"total_tokens":8}""", 5, 0, 3, 0)]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":null,"total_tokens":5}""", 5, 0, 0, 0)]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":3,"total_tokens":1e300}""", 0, 0, 3, 0)]
    public void Counts_are_read_under_every_name(string usage, int input, int cached, int output, int reasoning)
    {
        var read = Whole($$"""{"choices":[{"message":{"content":"a"} }],"usage":{{usage}} }""").Response.Usage!;

        (read.InputTokens, read.CachedTokens, read.OutputTokens, read.ReasoningTokens, read.TotalTokens).Should().Be((input, cached, output, reasoning, input + output));
    }

    [Theory]
    [InlineData("""{"choices":[],"usage":{0}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{0}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null,"x_groq":{"id":"r","usage":{0}}}""")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{0}}]}""")]
    public async Task Usage_is_read_in_every_place(string chunk) =>
        (await Stream(Delta("""{"content":"a"}"""), chunk.Replace("{0}", Usage, StringComparison.Ordinal), """{"choices":[],"usage":null}""", Done)).Response.Usage!.TotalTokens.Should().Be(8);

    [Fact]
    public async Task Last_usage_that_is_not_empty_is_used()
    {
        var chunk = Delta("""{"content":"a"}""");

        (await Stream(chunk[..^1] + ""","usage":{"prompt_tokens":5,"completion_tokens":1}}""", chunk[..^1] + $$""","usage":{{Usage}} }""", """{"choices":[],"usage":{}}""", """{"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}}""", Done))
            .Response.Usage!.OutputTokens.Should().Be(3);
        (await Stream(chunk, """{"choices":[],"usage":{"total_tokens":null}}""", Done)).Response.Usage.Should().BeNull();
    }

    [Fact]
    public void Service_tier_next_to_the_usage_is_that_of_the_response() =>
        Whole($$"""{"choices":[{"message":{"content":"a"} }],"usage":{{Usage}},"service_tier":"flex","system_fingerprint":"fp","model":"other"}""", Emit.Options("""{"model":"m"}"""))
            .Response.Should().Match<Response>(response => response.ServiceTier == "flex" && response.Model == "m");
}
