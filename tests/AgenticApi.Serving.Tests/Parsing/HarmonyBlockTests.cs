using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>The channels of gpt-oss.</summary>
public class HarmonyBlockTests
{
    private const string Tools = """{"tools":[{"type":"function","name":"f"}]}""";

    [Theory]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b<|return|>", "reasoning:a|text:b")]
    [InlineData("<|start|>assistant<|channel|>analysis<|message|>a<|end|>\n<|start|>assistant<|channel|>final<|message|>b\n<|end|>\n", "reasoning:a|text:b\n")]
    [InlineData("<|channel|>analysis<|message|>a <b>", "reasoning:a <b>")]
    [InlineData("<|channel|>commentary<|message|>I look.<|end|><|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>", "text:I look.|call 0:f({})")]
    [InlineData("<|start|>assistant<|message|>a<|end|>", "text:a")]
    [InlineData("<|message|>a", "text:a")]
    [InlineData("<|channel|>final <|constrain|>json<|message|>{\"a\":1}<|return|>", "text:{\"a\":1}")]
    [InlineData("<|channel|>analysis<|message|><|end|><|start|>assistant<|channel|>final<|message|><|return|>", "")]
    public void Channel_decides_between_reasoning_and_text(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("<|channel|>commentary to=functions.f <|constrain|>json<|message|>{\"a\": 1}<|call|>")]
    [InlineData("<|channel|>commentary to=functions.f<|constrain|>json<|message|>{\"a\": 1}<|call|>")]
    [InlineData("<|channel|>commentary to=functions.f json<|message|>{\"a\": 1}<|call|>")]
    [InlineData("<|channel|>commentary to=functions.f<|message|>{\"a\": 1}<|end|>")]
    [InlineData("<|start|>assistant<|channel|>analysis to=functions.f code<|message|>{\"a\": 1}<|call|>")]
    [InlineData("<|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{\"a\": 1}<|call|>")]
    [InlineData(" to=functions.f<|channel|>commentary json<|message|>\n{\"a\": 1}\n<|call|>")]
    [InlineData("to=f<|channel|>commentary<|message|>{\"a\": 1}<|call|>")]
    [InlineData("assistant to=functions.f<|channel|>commentary<|message|>{\"a\": 1}}<|call|>")]
    [InlineData("assistant<|channel|>bash<|channel|>commentary to=functions.f<|message|>{\"a\": 1}")]
    [InlineData("<|channel|>commentary to=functions.f<|message|>{'a': 1}<|return|>")]
    public void Message_with_a_recipient_is_a_call(string text) => Check(text, "call 0:f({\"a\": 1})");

    [Theory]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary to=functions.f<|message|>{}<|call|><|start|>assistant<|channel|>commentary to=functions.g<|message|>{\"b\":2}<|call|>", "reasoning:a|call 0:f({})|call 1:g({\"b\":2})")]
    [InlineData("<|channel|>commentary to=functions.f<|message|>{}<|call|>commentary<|channel|>final<|message|>b", "call 0:f({})|text:commentaryb")]
    [InlineData("<|channel|>commentary to=functions.f<|message|><|call|>", "call 0:f({})")]
    [InlineData("<|channel|>commentary to=browser.search<|message|>{}<|call|>", "call 0:browser.search({})")]
    [InlineData("<|start|>functions.f to=assistant<|channel|>commentary<|message|>{\"t\":20}<|end|><|start|>assistant<|channel|>final<|message|>b", "reasoning:{\"t\":20}|text:b")]
    public void Calls_have_the_order_of_their_messages(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("plain", "text:plain")]
    [InlineData("to be a < b", "text:to be a < b")]
    [InlineData("assistant is a word", "text:assistant is a word")]
    [InlineData("  plain\n", "text:  plain\n")]
    [InlineData(" \n", "text: \n")]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|channel|>final<|message|>b", "reasoning:a|text:b")]
    [InlineData("<|channel|>analysis<|message|>a<|end|>assistant<|channel|>final<|message|>b", "reasoning:a|text:b")]
    [InlineData("<|channel|>analysis<|message|>a<|end|> So b.<|start|>assistant<|channel|>final<|message|>c", "reasoning:a|text: So b.c")]
    [InlineData("<|channel|>analysis<|message|>a<|start|>assistant<|channel|>final<|message|>b", "reasoning:a|text:b")]
    [InlineData("<|channel|>analysis<|message|>a<|channel|>final<|message|>b", "reasoning:a|text:b")]
    [InlineData("<|channel|>analysis<|message|>a<|end|><|end|><|start|>assistant<|channel|>final<|message|>b<|return|><|return|>", "reasoning:a|text:b")]
    [InlineData("<|channel|>I think so. Yes<|end|><|start|>assistant<|channel|>final<|message|>b", "text:I think so. Yesb")]
    [InlineData("<|channel|>analysis I think<|end|><|start|>assistant<|channel|>final<|message|>b", "reasoning:I think|text:b")]
    [InlineData("<|channel|>analysis??<|message|>a", "reasoning:a")]
    [InlineData("<|start|>final<|message|>a", "text:a")]
    [InlineData("<|start|>analysis<|message|>a", "reasoning:a")]
    public void Text_with_missing_or_repeated_tags_is_kept(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("<|channel|>final<|message|>The <|start|> and <|channel|> tags", "text:The <|start|> and <|channel|> tags")]
    [InlineData("<|channel|>commentary to=f<|message|>{\"t\":\"<|call|><|end|><|start|>assistant<|channel|>final<|message|>\"}<|call|>", "call 0:f({\"t\":\"<|call|><|end|><|start|>assistant<|channel|>final<|message|>\"})")]
    [InlineData("<|channel|>commentary to=f<|message|>{\"t\":\"<|call|>", "call 0:f({\"t\":\"<|call|>…")]
    [InlineData("<|channel|>commentary to=f<|message|>{\"a\":1<|call|><|start|>assistant<|channel|>final<|message|>b", "call 0:f({\"a\":1!|text:b")]
    [InlineData("<|channel|>analysis to=python code<|message|>print(1)<|call|>", "call 0:python(print(1)!")]
    [InlineData("<|channel|>commentary to=f<|message|>oops", "call 0:f(oops!")]
    [InlineData("<|channel|>commentary to=f<|end|><|start|>assistant<|channel|>final<|message|>b", "call 0:f(…|text:b")]
    public void Values_and_texts_with_tags_are_complete_and_a_broken_call_ends_with_its_message(string text, string expected) => Check(text, expected);

    [Fact]
    public void Call_cut_anywhere_is_incomplete_and_its_tag_is_not_text()
    {
        const string Before = "<|channel|>analysis<|message|>Hm.<|end|>";
        const string Call = "<|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{\"a\":\"b\"}";
        for (var length = 2; length < Call.Length; length++)
        {
            var said = Parsed.Text(new(new HarmonyBlock()), Before + Call[..length]);

            said[0].Should().Be("reasoning:Hm.");
            said.Should().HaveCount(length < Call.IndexOf("to=", StringComparison.Ordinal) + 3 ? 1 : 2);
            said.Skip(1).Should().NotContain(item => !item.StartsWith("call 0:") || !item.EndsWith('…') || item.Contains('<'));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"tools":[{"type":"function","name":"f"}],"tool_choice":"none"}""")]
    public void Channel_without_tools_ignores_the_recipient(string request) => ModelTextParserTests.Check(
        () => [new HarmonyBlock()],
        "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary to=functions.f json<|message|>{\"a\":1}<|call|>",
        "reasoning:a|text:{\"a\":1}",
        new() { Request = JsonElement.Parse(request) });

    [Fact]
    public async Task Channels_after_other_deltas_are_read()
    {
        ModelDelta[] said = [new ContentDelta("<|channel|>analysis<|message|>a"), new ReasoningDelta("b"), new ContentDelta("<|channel|>final<|message|>c")];

        Parsed.Join(await new ModelTextParser(new HarmonyBlock()).ParseAsync(said.ToAsyncEnumerable()).ToListAsync()).Should().Equal("reasoning:ab", "text:c");
    }

    private static void Check(string text, string expected) =>
        ModelTextParserTests.Check(() => [new HarmonyBlock()], text, expected, new() { Request = JsonElement.Parse(Tools) });
}
