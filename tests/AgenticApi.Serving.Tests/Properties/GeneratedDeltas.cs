using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Items of a model, and their deltas: cut into pieces and interleaved in any way.</summary>
internal sealed class GeneratedDeltas
{
    private static readonly string[] Words =
        ["Hello", " ", "wörld", "🎞", "\n", "\"q\"", "\\", "日本", "{}", "é", "\u0001", "</x>", "\ud83c", "\udf9e", "\u2028", "<tool_call>", "a"];

    private static readonly string[] Reasons = ["stop", "tool_calls", "length", "content_filter", "cancelled"];

    /// <summary>The tools of the request: the names that the model uses, and those of the client.</summary>
    private static readonly (string ModelName, string Name, bool IsCustom)[] Tools =
        [("files__f", "files/f", false), ("files__edit", "files/edit", true), ("patch", "patch", true)];

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

        IsBackground = _random.Next(2) == 0;
        Reason = Reasons[_random.Next(Reasons.Length)];
        HasError = _random.Next(8) == 0;
        Deltas.Insert(_random.Next(Deltas.Count + 1), new FinishDelta(Reason));
        if (HasError)
        {
            Deltas.Add(new ErrorDelta("server_error", "m"));
        }
    }

    public List<ModelDelta> Deltas { get; } = [];

    public bool IsBackground { get; }

    /// <summary>The request for the emitter.</summary>
    public string Request => $$"""
        {"model":"m","background":{{(IsBackground ? "true" : "false")}},"include":["reasoning.encrypted_content","message.output_text.logprobs"],
         "tools":[{"type":"custom","name":"patch"},{"type":"namespace","name":"files","tools":[{"type":"function","name":"f"},{"type":"custom","name":"edit"}]}]}
        """;

    public string Reason { get; }

    public bool HasError { get; }

    public bool IsCompleted => !HasError && (Reason is "stop" or "tool_calls");

    /// <summary>Whether a call is incomplete.</summary>
    public bool HasBrokenCall => _meanings.Exists(item => item.IsBrokenCall);

    /// <summary>The expected items.</summary>
    public IEnumerable<string> Items => _meanings.Where(item => item.IsCall || !string.IsNullOrWhiteSpace(item.Text.ToString())).Select(item => item.Say(IsCompleted));

    /// <summary>The number of annotations and log probabilities of the texts.</summary>
    public IEnumerable<(int Annotations, int Logprobs)> TextExtras =>
        _meanings.Where(item => item.Name == "text" && !string.IsNullOrWhiteSpace(item.Text.ToString())).Select(item => (item.Annotations, item.Logprobs));

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
            Deltas.Add(kind switch { 0 => Content(piece), 1 => new ReasoningDelta(piece), _ => new RefusalDelta(piece) });
            if (kind == 0 && piece.Length > 0 && _random.Next(6) == 0)
            {
                Deltas.Add(Emitting.AnnotationTests.Cite($"u{_meanings[^1].Annotations++}"));
            }

            while (_openCalls.Count > 0 && _random.Next(3) == 0)
            {
                SayMoreOfACall();
            }
        }
    }

    private ContentDelta Content(string piece)
    {
        if (piece.Length == 0 || _random.Next(3) == 0)
        {
            return new ContentDelta(piece);
        }

        _meanings[^1].Logprobs++;
        return Emitting.LogprobTests.Say(piece);
    }

    private void BeginCall()
    {
        var index = _calls++;
        var name = _random.Next(9) == 0 ? null : $"f{index}";
        _meanings.Add(new GeneratedMeaning(name ?? "", isCall: true));
        if (name is not null && _random.Next(2) == 0)
        {
            (name, _meanings[^1].Name, _meanings[^1].IsCustom) = Tools[_random.Next(Tools.Length)];
        }

        var arguments = _meanings[^1].IsCustom ? CustomArguments(_meanings[^1]) : Arguments(index);
        if (!_meanings[^1].IsCustom)
        {
            _meanings[^1].Text.Append(arguments);
        }

        // A call begins with its first piece that is not empty.
        var pieces = Split(arguments).SkipWhile(piece => piece.Length == 0).Select(piece => new ToolCallDelta(index) { Arguments = piece }).ToList();
        pieces.Insert(_random.Next(3) == 0 ? _random.Next(pieces.Count + 1) : 0, new ToolCallDelta(index) { Id = $"id{index}", Name = name });
        CallEnding? ending = _random.Next(5) switch { 0 => CallEnding.Whole, 1 => CallEnding.CutOff, 2 when arguments.Length > 0 => CallEnding.Broken, _ => null };
        // The next item closes a complete call, so the ending of the call must come before it.
        while (ending is not null && pieces.Count > 1 && string.Concat(pieces.SkipLast(1).Select(piece => piece.Arguments)).TrimEnd().EndsWith('}'))
        {
            pieces[^2] = new ToolCallDelta(index) { Id = pieces[^2].Id ?? pieces[^1].Id, Name = pieces[^2].Name ?? pieces[^1].Name, Arguments = pieces[^2].Arguments + pieces[^1].Arguments };
            pieces.RemoveAt(pieces.Count - 1);
        }

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

    private string Arguments(int index) => _random.Next(6) switch
    {
        0 => "",
        1 => "12",
        2 => "{\"broken\":",
        _ => $"{{\"text\":{JsonSerializer.Serialize(Text())},\"n\":[{{}},{index}]}}",
    };

    /// <summary>The arguments that a model writes for a custom tool, and the expected input.</summary>
    private string CustomArguments(GeneratedMeaning meaning)
    {
        var input = Text();
        var form = _random.Next(7);
        meaning.IsCut = form == 2;
        meaning.Text.Append(form switch { 0 => "", 1 => "*** " + input, _ => input });
        return form switch
        {
            0 => "",
            1 => "*** " + input,
            2 => $"{{\"input\":\"{Escape(input)}",
            3 => JsonSerializer.Serialize(input),
            4 => $"{{\"other\":{JsonSerializer.Serialize(input)}}}",
            _ => $" {{\"n\":[{{\"input\":\"]\"}}], \"input\" : \"{Escape(input)}\",\"more\":{{}}}} ",
        };
    }

    private string Escape(string text) => string.Concat(text.Select(c => c is '"' or '\\' or < ' ' || _random.Next(3) == 0 ? $"\\u{(int)c:x4}" : c.ToString()));

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

/// <summary>An expected item.</summary>
internal sealed class GeneratedMeaning(string name, bool isCall)
{
    public string Name { get; set; } = name;

    public bool IsCustom { get; set; }

    /// <summary>Whether the arguments of a custom tool are cut off.</summary>
    public bool IsCut { get; set; }

    public int Annotations { get; set; }

    public int Logprobs { get; set; }

    public bool IsCall { get; } = isCall;

    public StringBuilder Text { get; } = new();

    public bool IsBrokenCall => IsCall && (Ending is not (null or CallEnding.Whole) || Name.Length == 0 || IsCut || (!IsCustom && Text.Length > 0 && !Text.ToString().EndsWith("]}", StringComparison.Ordinal)));

    public CallEnding? Ending { get; set; }

    public string Say(bool isCompleted)
    {
        // A lone surrogate cannot be encoded in UTF-8.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(Text.ToString()));
        return !IsCall ? $"{Name}:{text}" : IsCustom ? $"{Name}<{text}>" : text.Length == 0 && (Ending is CallEnding.Whole || (Ending is null && isCompleted)) && Name.Length > 0 ? $"{Name}({{}})" : $"{Name}({text})";
    }
}
