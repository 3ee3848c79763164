using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Benchmarks.Contenders;

/// <summary>
/// A megabyte that a model writes character by character, from its raw text to the events: as text of the answer, and as the arguments of a call
/// in each grammar of calls. The same characters are said each time.
/// </summary>
internal sealed class TextCalls
{
    private const int Length = 1_000_000;

    private static readonly JsonElement Request = JsonElement.Parse(
        """{"model":"m","tools":[{"type":"function","name":"write","parameters":{"properties":{"text":{"type":"string"}}}}]}""");

    private readonly string[] _characters =
        [.. Enumerable.Range(0, Length / 10).SelectMany(i => $"{i % 100_000:d5} rain").Select(c => c.ToString())];

    /// <summary>What was looked at: the bytes of all events so far.</summary>
    public long Bytes { get; private set; }

    public IReadOnlyList<Contender> Contenders() =>
    [
        new("floor: as text", Length, () => Say("", "")),
        new("ours: as arguments in JSON", Length, () => Say("<tool_call>{\"name\":\"write\",\"arguments\":{\"text\":\"", "\"}}</tool_call>")),
        new("ours: as a parameter between tags", Length, () => Say("<tool_call><function=write><parameter=text>", "</parameter></function></tool_call>")),
    ];

    private void Say(string before, string after)
    {
        var parser = new ModelTextParser(new ModelTextParserOptions { Request = Request }, new ThinkBlock(), new HermesToolCallBlock(), new XmlToolCallBlock());
        var emitter = new ResponseEventEmitter(new() { Request = Request });
        Take(parser.Parse(before), emitter);
        foreach (var character in _characters)
        {
            Take(parser.Parse(character), emitter);
        }

        Take(parser.Parse(after), emitter);
        Take(parser.Finish(), emitter);
        Count(emitter.Finish());
    }

    private void Take(IReadOnlyList<ModelDelta> deltas, ResponseEventEmitter emitter)
    {
        foreach (var delta in deltas)
        {
            Count(emitter.Add(delta));
        }
    }

    private void Count(IReadOnlyList<ResponseStreamEvent> events)
    {
        foreach (var e in events)
        {
            Bytes += e.Utf8Json.Length;
        }
    }
}
