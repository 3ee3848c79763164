using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>How soon the client gets the text of the model.</summary>
[Collection(MeasuresTime.Name)]
public class LatencyTests
{
    private const int Length = 8000;

    [Theory]
    [InlineData("hermes")]
    [InlineData("hermes, as a string")]
    [InlineData("xml")]
    public void Arguments_are_sent_while_the_model_writes_them(string format)
    {
        var value = string.Concat(Enumerable.Range(0, Length / 8).Select(i => $"{i:d7} "));
        var (before, written, after) = format switch
        {
            "hermes" => ("<tool_call>\n{\"name\": \"write\", \"arguments\": ", $$"""{"text": "{{value}}"}""", "}\n</tool_call>"),
            "xml" => ("<tool_call>\n<function=write>\n<parameter=text>\n", value, "\n</parameter>\n</function>\n</tool_call>"),
            _ => ("<tool_call>\n{\"name\": \"write\", \"arguments\": ", $$"""
                "{\"text\": \"{{value}}\"}"
                """, "}\n</tool_call>"),
        };
        var parser = new ModelTextParser(
            new ModelTextParserOptions { Request = JsonElement.Parse("""{"tools":[{"type":"function","name":"write","parameters":{"properties":{"text":{"type":"string"}}}}]}""") },
            new ThinkBlock(),
            new HermesToolCallBlock(),
            new XmlToolCallBlock());
        var emitter = new ResponseEventEmitter(Emit.Options());

        Events(before).OfType<OutputItemAddedEvent>().Should().ContainSingle();
        var waited = 0;
        var first = -1;
        var longest = 0;
        for (var i = 0; i < written.Length; i++)
        {
            waited++;
            if (Events(written[i].ToString()).OfType<FunctionCallArgumentsDeltaEvent>().Any())
            {
                first = first < 0 ? i + 1 : first;
                longest = Math.Max(longest, waited);
                waited = 0;
            }
        }

        first.Should().BeInRange(1, 16);
        Math.Max(longest, waited).Should().BeLessThanOrEqualTo(64);
        Events(after).OfType<OutputItemDoneEvent>().Should().ContainSingle();

        List<ResponseStreamEvent> Events(string text) => [.. text.SelectMany(c => parser.Parse(c.ToString())).SelectMany(emitter.Add)];
    }

    [Theory]
    [InlineData("<tool_call>")]
    [InlineData("<tool_call>{\"name\":\"f\",\"arguments\":{\"x\":1}")]
    [InlineData("<tool_call>{\"arguments\":{\"x\":\"")]
    [InlineData("<tool_call>[")]
    [InlineData("<tool_call><function=f><parameter=x>")]
    [InlineData("<function=f>")]
    [InlineData("\n<parameter=x>\n</parameter>")]
    [InlineData("<think><tool_call>{\"a\":")]
    [InlineData("\n\n</think>")]
    [InlineData("<")]
    public void Time_is_linear_in_the_length_of_the_text(string piece)
    {
        foreach (var begin in (string[])["", "<tool_call><function=f><parameter=y>"])
        {
            foreach (var size in (int[])[1, int.MaxValue])
            {
                Growth.ShouldBeLinear(count => Parse(begin, piece, count, size), 2_500, $"size {size} after '{begin}'");
            }
        }
    }

    private static void Parse(string begin, string piece, int count, int size)
    {
        var text = begin + string.Concat(Enumerable.Repeat(piece, count));
        var parser = new ModelTextParser(new ThinkBlock { EndsAtCalls = true }, new HermesToolCallBlock(), new XmlToolCallBlock());
        if (size == 1)
        {
            foreach (var c in text)
            {
                parser.Parse(c.ToString());
            }
        }
        else
        {
            parser.Parse(text);
        }

        parser.Finish();
    }
}
