using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>One round of a server that does anything, as a number says.</summary>
internal sealed class RandomRound
{
    private static readonly string[] Tools = ["pay", "read", "slow", "fails", "stubborn", "unknown"];
    private readonly List<(string Kind, string Arguments, string CallId)> _items = [];
    private readonly string _ending;
    private readonly string? _reason;
    private readonly int _changed;
    private readonly int _change;
    private readonly int _fault;
    private readonly int _at;

    public RandomRound(int gene, int number, bool mayLackIds)
    {
        var random = new Random((gene * 397) ^ number);
        var count = random.Next(5);
        for (var i = 0; i < count; i++)
        {
            var kind = random.Next(10) switch { < 2 => "text", 2 => "reasoning", _ => Tools[random.Next(Tools.Length)] };
            var isDuplicate = i > 0 && random.Next(8) == 0 && Tools.Contains(_items[^1].Kind) && _items[^1].CallId.Length > 0;
            var id = mayLackIds && random.Next(10) == 0 ? "" : $"call_{number}_{i}";
            var arguments = random.Next(12) == 0 ? "{\"cut" : $$"""{"round":{{number}},"item":{{i}}}""";
            _items.Add(isDuplicate ? _items[^1] : (kind, arguments, id));
        }

        (_ending, _reason) = random.Next(8) switch { 0 => ("incomplete", "max_output_tokens"), 1 => ("failed", "server_error"), 2 => ("failed", "invalid_prompt"), _ => ("completed", (string?)null) };
        (_change, _changed) = (random.Next(10), random.Next(Math.Max(1, count)));
        (_fault, _at) = (random.Next(10), random.Next(2, 24));
    }

    /// <summary>Adds it.</summary>
    public void Write(RoundScript round)
    {
        round.Pieces(1).Once();
        foreach (var (kind, arguments, callId) in _items)
        {
            _ = kind switch
            {
                "text" => round.Text("Text."),
                "reasoning" => round.Reasoning("Hm.", "AAAA"),
                _ => round.Call(kind, arguments, callId),
            };
            round.Pause(Task.Delay(3));
        }

        round.Ending(_ending, _reason);
        var isCall = _items.Count > 0 && Tools.Contains(_items[_changed].Kind);
        var isLed = _changed > 0 && _items[_changed - 1].Kind == "reasoning";
        _ = _change switch
        {
            0 => round.TerminalCallIds(),
            1 when isCall => round.TerminalArguments(_changed, """{"other":1}"""),
            2 when isCall && !isLed => round.TerminalOmits(_changed),
            3 => round.NoTerminalOutput(),
            4 when isCall => round.WithoutItemDone(_changed),
            5 => round.MarkedCompletedButIncomplete(),
            _ => round,
        };
        _ = _fault switch
        {
            0 => round.DropAfter(_at),
            1 => round.GarbleAt(_at),
            2 => round.StallAfter(_at),
            3 => round.DropAfter(_at).RunsOn(),
            4 => round.Status(500),
            5 => round.DropBeforeHead(),
            _ => round,
        };
    }

    /// <summary>Whether a tool that ran with these arguments must not have: its call was the last item of a response that did not complete, or never finished.</summary>
    public bool Forbids(string arguments) => _ending != "completed"
        && _items.FindIndex(item => item.Arguments == arguments) is var at && at >= 0
        && (at == _items.Count - 1 || (_change == 4 && at == _changed && _items.Count(item => item.Arguments == arguments) == 1));

    public override string ToString() => $"[{string.Join(", ", _items)}] {_ending} change {_change} of {_changed} fault {_fault} at {_at}";
}
