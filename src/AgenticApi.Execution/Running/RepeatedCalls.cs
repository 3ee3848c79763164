namespace AgenticApi.Execution;

/// <summary>Counts consecutive rounds with equal calls and outputs.</summary>
internal sealed class RepeatedCalls
{
    private readonly (string Name, string Arguments, string? Output)[]? _calls; // Null if another process made them.
    private string? _signature;

    /// <summary>Creates the state before the first round with calls.</summary>
    public RepeatedCalls()
        : this([], 0)
    {
    }

    /// <summary>Creates the state of a record of the journal.</summary>
    public RepeatedCalls(string signature, int count) => (_signature, Count) = (signature, count);

    private RepeatedCalls((string Name, string Arguments, string? Output)[] calls, int count) => (_calls, Count) = (calls, count);

    /// <summary>The number of consecutive equal rounds.</summary>
    public int Count { get; }

    /// <summary>A text that identifies the calls and their outputs in every process.</summary>
    public string Signature =>
        _signature ??= string.Join(' ', _calls!.Select(static call => ToolArguments.Digest($"{call.Name} {call.Output}", call.Arguments)));

    /// <summary>Returns the state after the next round.</summary>
    public RepeatedCalls Next(List<RoundCall> round)
    {
        var calls = new (string Name, string Arguments, string? Output)[round.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            calls[i] = (round[i].Name, round[i].Executed, round[i].Output?.Text);
        }

        var next = new RepeatedCalls(calls, 1);
        return IsLike(next) ? new RepeatedCalls(calls, Count + 1) : next;
    }

    private bool IsLike(RepeatedCalls next) =>
        _calls is null ? Signature == next.Signature
        : _calls.Length == next._calls!.Length && _calls.Zip(next._calls).All(static pair => AreAlike(pair.First, pair.Second));

    private static bool AreAlike((string Name, string Arguments, string? Output) one, (string Name, string Arguments, string? Output) other) =>
        one.Name == other.Name && one.Output == other.Output && ToolArguments.AreEqual(one.Arguments, other.Arguments);
}
