using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Texts, reasoning and calls, and the text that a model writes for them.</summary>
internal sealed class WrittenAnswer
{
    /// <summary>A text about a call.</summary>
    public const string Example = "<tool_call>\n<function=g>\n<parameter=s>\n1\n</parameter>\n</function>\n</tool_call>";

    private static readonly string[] Words =
    [
        "Hello", " ", "wörld", "🎞", "\n", "\"q\"", "\\", "日本", "{}", "'", "<x>", "a < b", "\t", "null", "90210", "true", "[1]", "\u2028",
        "<tool_call>", "</tool_call>", "<function=f>", "</function>", "<parameter=a>", "</parameter>", "<think>", "</think>", "\\n", ",", "}", Example,
    ];

    private readonly Random _random;

    private WrittenAnswer(int[] plan, IAnswerWriter writer)
    {
        _random = new Random(plan.Aggregate(17, (hash, seed) => (hash * 31) + seed));
        var text = new StringBuilder();
        foreach (var kind in plan.Select(seed => (uint)seed % 4))
        {
            switch (kind)
            {
                case 0 when Items.Count == 0:
                    Add("reasoning:Hm, <a>\n so", writer.Reasoning("Hm, <a>\n so"), text);
                    break;
                case 1 when Items.Count == 0 || !Items[^1].StartsWith("text:", StringComparison.Ordinal):
                    Add("text:Some <b> text.", writer.Text("Some <b> text."), text);
                    break;
                default:
                    AddCall(writer, text);
                    break;
            }
        }

        Text = text.ToString();
    }

    /// <summary>The items of the answer.</summary>
    public List<string> Items { get; } = [];

    /// <summary>The index at which each item ends in the text.</summary>
    public List<int> Ends { get; } = [];

    public string Text { get; }

    public static WrittenAnswer Of(int[] plan, IAnswerWriter writer) => new(plan, writer);

    private void AddCall(IAnswerWriter writer, StringBuilder text)
    {
        var arguments = new List<(string Key, object? Value)>();
        foreach (var key in ((string[])["s", "t", "n", "b", "o", "z"]).Where(_ => _random.Next(2) == 0))
        {
            arguments.Add((key, key switch
            {
                "n" => _random.Next(100000),
                "b" => _random.Next(2) == 0,
                "o" => new[] { Say(writer), Say(writer) },
                "z" => _random.Next(2) == 0 ? null : Say(writer),
                _ => Say(writer),
            }));
        }

        var json = JsonSerializer.Serialize(arguments.ToDictionary(argument => argument.Key, argument => argument.Value));
        Add($"f({json})", writer.Call("f", arguments), text);
    }

    private string Say(IAnswerWriter writer)
    {
        string[] words = [.. Words, .. writer.Tags];
        var text = string.Concat(Enumerable.Range(0, _random.Next(0, 6)).Select(_ => words[_random.Next(words.Length)]));
        return writer.CanWrite(text) ? text : $"({text.Replace('<', '(')}";
    }

    private void Add(string item, string written, StringBuilder text)
    {
        Items.Add(item);
        text.Append(written);
        Ends.Add(text.Length);
    }
}
