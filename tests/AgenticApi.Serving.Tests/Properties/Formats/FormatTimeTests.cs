namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>The time of each format.</summary>
[Collection(MeasuresTime.Name)]
public class FormatTimeTests
{
    private static readonly Dictionary<string, Func<IAnswerWriter>> Writers = new()
    {
        ["deepseek"] = () => new DeepSeekWriter(json => ("f", json)),
        ["deepseek, in a fence"] = () => new DeepSeekWriter(json => ("function", $"f\n```json\n{json}\n```")),
        ["kimi"] = () => new KimiWriter(),
        ["mistral"] = () => new MistralWriter((name, json, _) => name + json),
        ["harmony"] = () => new HarmonyWriter("<|channel|>commentary to=functions.f"),
        ["dsml"] = () => new DsmlWriter(XmlToolCallTags.DeepSeekV4),
    };

    public static TheoryData<string> Formats => [.. Writers.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Time_is_linear_in_the_length_of_the_text(string format)
    {
        var writer = Writers[format]();
        var call = writer.Call("f", [("s", "x")]);
        foreach (var piece in (string[])[.. writer.Tags, string.Concat(writer.Tags), call[..^6], writer.Tags[0] + " ", writer.Tags[0] + "f"])
        {
            foreach (var size in (int[])[1, int.MaxValue])
            {
                Growth.ShouldBeLinear(count => Parse(format, piece, count, size), 1_500, $"'{piece}' in pieces of {size}");
            }
        }
    }

    private static void Parse(string format, string piece, int count, int size)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));
        var parser = new ModelTextParser(Writers[format]().Blocks);
        foreach (var part in size == 1 ? Parsed.ByCharacter(text) : [text])
        {
            parser.Parse(part);
        }

        parser.Finish();
    }
}
