using System.Diagnostics;

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
    public void Time_grows_with_the_text_and_not_with_its_square(string format)
    {
        var writer = Writers[format]();
        var call = writer.Call("f", [("s", "x")]);
        foreach (var piece in (string[])[.. writer.Tags, string.Concat(writer.Tags), call[..^6], writer.Tags[0] + " ", writer.Tags[0] + "f"])
        {
            foreach (var size in (int[])[1, int.MaxValue])
            {
                Time(format, piece, 500, size);
                var small = Enumerable.Range(0, 3).Min(_ => Time(format, piece, 1_500, size));
                var large = Enumerable.Range(0, 3).Min(_ => Time(format, piece, 12_000, size));

                // Eight times the text: its square would be 64 times the time.
                large.Should().BeLessThan(TimeSpan.FromMilliseconds(20) + (small * 24), $"'{piece}' in pieces of {size}");
            }
        }
    }

    private static TimeSpan Time(string format, string piece, int count, int size)
    {
        var text = string.Concat(Enumerable.Repeat(piece, count));
        var parser = new ModelTextParser(Writers[format]().Blocks);
        var clock = Stopwatch.StartNew();
        foreach (var part in size == 1 ? Parsed.ByCharacter(text) : [text])
        {
            parser.Parse(part);
        }

        parser.Finish();
        return clock.Elapsed;
    }
}
