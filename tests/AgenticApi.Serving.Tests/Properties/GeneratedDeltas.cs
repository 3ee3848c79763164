using System.Text;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>What a model might say, cut into pieces and interleaved in any way, and what it means.</summary>
internal sealed class GeneratedDeltas
{
    private static readonly string[] Words =
        ["Hello", " ", "wörld", "🎞", "\n", "\"q\"", "\\", "日本", "{}", "é", "\u0001", "</x>", "\ud83c", "\udf9e", "\u2028", "<tool_call>", "a"];

    private static readonly string[] Reasons = ["stop", "tool_calls", "length", "content_filter", "cancelled"];

    private readonly Random _random;
    private readonly List<Queue<ModelDelta>> _openCalls = [];
    private readonly List<GeneratedMeaning> _meanings = [];
    private int _calls;

    public GeneratedDeltas(int[] plan)
    {
        _random = new Random(plan.Aggregate(17, (hash, seed) => (hash * 31) + seed));
        foreach (var seed in plan)
        {
            Begin((uint)seed % 5);
        }

        while (_openCalls.Count > 0)
        {
            SayMoreOfACall();
        }

        Reason = Reasons[_random.Next(Reasons.Length)];
        HasError = _random.Next(8) == 0;
        Deltas.Insert(_random.Next(Deltas.Count + 1), new FinishDelta(Reason));
        if (HasError)
        {
            Deltas.Add(new ErrorDelta("server_error", "m"));
        }
    }

    public List<ModelDelta> Deltas { get; } = [];

    public string Reason { get; }

    public bool HasError { get; }

    public bool IsCompleted => !HasError && (Reason is "stop" or "tool_calls");

    /// <summary>Whether a call is not whole.</summary>
    public bool HasBrokenCall => _meanings.Exists(item => item.IsBrokenCall);

    /// <summary>The items that it comes to.</summary>
    public IEnumerable<string> Items => _meanings.Where(item => item.IsCall || !string.IsNullOrWhiteSpace(item.Text.ToString())).Select(item => item.Say(IsCompleted));

    private void Begin(uint kind)
    {
        if (kind >= 3)
        {
            BeginCall();
            return;
        }

        var text = Text();
        var name = kind switch { 0 => "text", 1 => "reasoning", _ => "refusal" };
        if (text.Length == 0)
        {
            return;
        }

        if (_meanings.Count == 0 || _meanings[^1].Name != name)
        {
            _meanings.Add(new GeneratedMeaning(name, isCall: false));
        }

        _meanings[^1].Text.Append(text);
        foreach (var piece in Split(text))
        {
            Deltas.Add(kind switch { 0 => new ContentDelta(piece), 1 => new ReasoningDelta(piece), _ => new RefusalDelta(piece) });
            while (_openCalls.Count > 0 && _random.Next(3) == 0)
            {
                SayMoreOfACall();
            }
        }
    }

    private void BeginCall()
    {
        var index = _calls++;
        var name = _random.Next(9) == 0 ? null : $"f{index}";
        var arguments = _random.Next(6) switch
        {
            0 => "",
            1 => "12",
            2 => "{\"broken\":",
            _ => $"{{\"text\":{System.Text.Json.JsonSerializer.Serialize(Text())},\"n\":[{{}},{index}]}}",
        };
        _meanings.Add(new GeneratedMeaning(name ?? "", isCall: true));
        _meanings[^1].Text.Append(arguments);

        // A call begins where the first piece says something.
        var pieces = Split(arguments).SkipWhile(piece => piece.Length == 0).Select(piece => new ToolCallDelta(index) { Arguments = piece }).ToList();
        pieces.Insert(_random.Next(3) == 0 ? _random.Next(pieces.Count + 1) : 0, new ToolCallDelta(index) { Id = $"id{index}", Name = name });
        CallEnding? ending = _random.Next(5) switch { 0 => CallEnding.Whole, 1 => CallEnding.CutOff, 2 when arguments.Length > 0 => CallEnding.Broken, _ => null };
        if (ending is not null)
        {
            _meanings[^1].Ending = ending;
            pieces[^1] = new ToolCallDelta(index) { Id = pieces[^1].Id, Name = pieces[^1].Name, Arguments = pieces[^1].Arguments, Ending = ending };
        }

        var queue = new Queue<ModelDelta>(pieces);
        Deltas.Add(queue.Dequeue());
        _openCalls.Add(queue);
        _openCalls.RemoveAll(call => call.Count == 0);
        while (_openCalls.Count > 0 && _random.Next(4) > 0)
        {
            SayMoreOfACall();
        }
    }

    private void SayMoreOfACall()
    {
        var call = _openCalls[_random.Next(_openCalls.Count)];
        Deltas.Add(call.Dequeue());
        _openCalls.RemoveAll(queue => queue.Count == 0);
    }

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(0, 5)).Select(_ => Words[_random.Next(Words.Length)]));

    private IEnumerable<string> Split(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(_random.Next(0, 7), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }
}

/// <summary>An item that is meant.</summary>
internal sealed class GeneratedMeaning(string name, bool isCall)
{
    public string Name { get; } = name;

    public bool IsCall { get; } = isCall;

    public StringBuilder Text { get; } = new();

    public bool IsBrokenCall => IsCall && (Ending is not (null or CallEnding.Whole) || Name.Length == 0 || (Text.Length > 0 && !Text.ToString().EndsWith("]}", StringComparison.Ordinal)));

    public CallEnding? Ending { get; set; }

    public string Say(bool isCompleted)
    {
        // What is no text in UTF-16 cannot be said in UTF-8.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Text.ToString()));
        return !IsCall ? $"{Name}:{text}" : text.Length == 0 && (Ending is CallEnding.Whole || (Ending is null && isCompleted)) && Name.Length > 0 ? $"{Name}({{}})" : $"{Name}({text})";
    }
}
