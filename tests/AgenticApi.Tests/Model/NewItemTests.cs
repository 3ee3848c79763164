using System.Text.Json;

namespace AgenticApi.Tests.Model;

/// <summary>Items that a client creates have the JSON that the protocol requires.</summary>
public class NewItemTests
{
    [Fact]
    public void Output_of_a_call_with_text_is_a_string()
    {
        FunctionCallOutputItem.Create("call_1", "18 °C \"mild\"").ToJson().Should().Be("""{"type":"function_call_output","call_id":"call_1","output":"18 °C \"mild\""}""");
        CustomToolCallOutputItem.Create("call_1", "").ToJson().Should().Be("""{"type":"custom_tool_call_output","call_id":"call_1","output":""}""");
    }

    [Fact]
    public void Output_of_a_call_with_parts_keeps_their_json()
    {
        const string Parts = """[{"type":"input_image","image_url":"data:,\u0041"},1.0]""";
        using var document = JsonDocument.Parse(Parts);
        var function = FunctionCallOutputItem.Create("c", document.RootElement);
        var custom = CustomToolCallOutputItem.Create("c", document.RootElement);
        document.Dispose();

        function.ToJson().Should().Be($$"""{"type":"function_call_output","call_id":"c","output":{{Parts}}}""");
        custom.ToJson().Should().Be($$"""{"type":"custom_tool_call_output","call_id":"c","output":{{Parts}}}""");
    }

    [Fact]
    public void Output_of_a_call_without_a_call_id_or_an_array_throws()
    {
        Action[] wrong =
        [
            () => FunctionCallOutputItem.Create("", "o"),
            () => CustomToolCallOutputItem.Create(null!, "o"),
            () => FunctionCallOutputItem.Create("c", null!),
            () => FunctionCallOutputItem.Create("c", JsonElement.Parse("{}")),
            () => CustomToolCallOutputItem.Create("c", default(JsonElement)),
        ];

        wrong.Should().AllSatisfy(act => act.Should().Throw<ArgumentException>());
    }

    [Theory]
    [InlineData("user", """[{"type":"input_text","text":"Hi"}]""")]
    [InlineData("system", """[{"type":"input_text","text":"Hi"}]""")]
    [InlineData("developer", """[{"type":"input_text","text":"Hi"}]""")]
    [InlineData("assistant", """[{"type":"output_text","text":"Hi","annotations":[]}]""")]
    public void Message_of_a_role_has_a_part_of_that_role(string role, string content)
    {
        MessageItem.Create(role, "Hi").ToJson().Should().Be($$"""{"type":"message","role":"{{role}}","content":{{content}}}""");
    }

    [Fact]
    public void Message_of_the_user_with_images_has_a_part_for_each()
    {
        var item = MessageItem.User("What is this?", new Uri("https://h/a b.png"), new Uri("data:image/png;base64,AA+/=="));

        item.ToJson().Should().Be("""{"type":"message","role":"user","content":[{"type":"input_text","text":"What is this?"},{"type":"input_image","image_url":"https://h/a%20b.png"},{"type":"input_image","image_url":"data:image/png;base64,AA+/=="}]}""");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Message_of_the_user_with_empty_text_has_a_text_part_only_without_images(int images, int parts)
    {
        MessageItem.User("", Enumerable.Repeat(new Uri("https://h/a.png"), images)).Content.Should().HaveCount(parts).And.ContainSingle(part => part.Type == (images == 0 ? "input_text" : "input_image"));
    }

    [Fact]
    public void Message_of_the_user_with_a_relative_image_throws()
    {
        var act = () => MessageItem.User("", new Uri("a.png", UriKind.Relative));

        act.Should().Throw<ArgumentException>().WithMessage("*absolute*");
    }

    [Fact]
    public void Text_with_half_a_surrogate_pair_is_written_with_a_replacement()
    {
        MessageItem.User("a\ud800b").Content[0].Json.GetProperty("text").GetString().Should().Be("a\ufffdb");
    }

    [Fact]
    public void Usage_of_two_responses_has_the_sum_of_each_count()
    {
        var one = Usage("""{"input_tokens":1,"input_tokens_details":{"cached_tokens":2},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":5}""");
        var other = Usage("""{"input_tokens":10,"input_tokens_details":{"cached_tokens":20},"output_tokens":30,"output_tokens_details":{"reasoning_tokens":40},"total_tokens":50}""");

        var sum = one + other;

        (sum.InputTokens, sum.CachedTokens, sum.OutputTokens, sum.ReasoningTokens, sum.TotalTokens).Should().Be((11L, 22L, 33L, 44L, 55L));
        sum.Should().Be(ResponseUsage.Add(other, one));
    }

    [Fact]
    public void Usage_out_of_the_range_of_a_long_saturates()
    {
        (Usage($$"""{"input_tokens":{{long.MaxValue}}}""") + Usage("""{"input_tokens":1}""")).InputTokens.Should().Be(long.MaxValue);
    }

    private static ResponseUsage Usage(string json) => ResponseAccumulator.FromJson($$"""{"object":"response","status":"completed","output":[],"usage":{{json}}}""").Response.Usage!;
}
