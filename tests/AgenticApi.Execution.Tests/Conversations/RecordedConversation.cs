using AgenticApi.Cassettes;

namespace AgenticApi.Execution.Tests.Conversations;

/// <summary>A recording: its turns, the turn that each one continues, and the whole input of each.</summary>
internal sealed class RecordedConversation
{
    public RecordedConversation(Cassette cassette)
    {
        Name = cassette.Name;
        Cassette = cassette;
        Turns = [.. cassette.Turns.Where(turn => turn.IsResponse).Select(turn => new RecordedTurn(turn))];
        foreach (var turn in Turns)
        {
            Parents.Add(ParentOf(turn, Parents.Count));
        }
    }

    public string Name { get; }

    public Cassette Cassette { get; }

    public List<RecordedTurn> Turns { get; }

    /// <summary>The turn that each turn continues; -1 if it begins a conversation.</summary>
    public List<int> Parents { get; } = [];

    public bool IsLinear => Parents.Select((parent, i) => parent == i - 1).All(isNext => isNext);

    /// <summary>Why the loop cannot repeat the recording; null if it can.</summary>
    public string? Obstacle(Continuation continuation) =>
        Cassette.Turns.FirstOrDefault(turn => turn.Request.Method is not ("" or "POST" or CassetteRequest.WebSocketMethod)) is { } other ? $"{other.Name} is a {other.Request.Method}"
        : Turns.FirstOrDefault(turn => turn.Status != "completed") is { } ended ? $"{ended.Turn.Name} ended {ended.Status}, and what a loop asks for then was not recorded"
        : Turns.Where((turn, i) => turn.PreviousResponseId is not null && Parents[i] < 0).Any() ? "a turn goes on from a response that was not recorded"
        : continuation == Continuation.Conversation && !IsLinear ? "a conversation neither branches nor begins anew"
        : continuation == Continuation.PreviousResponse && Turns.Exists(turn => turn.Id is null) ? "a response has no id"
        : Turns.Count == 1 && Turns[0].Calls.Count == 0 ? "one turn without calls"
        : null;

    /// <summary>The new items of a turn: outputs of calls, and messages of the user.</summary>
    public IReadOnlyList<string> New(int turn)
    {
        var input = Turns[turn].Input.Select(ItemText.Of).ToList();
        return IsServerKept(turn) ? input : input[Whole(Parents[turn], withOutput: true).Count..];
    }

    /// <summary>All items that a turn sends if the client stores the conversation.</summary>
    public IReadOnlyList<string> Whole(int turn, bool withOutput = false) => turn < 0 ? []
    :
    [
        .. IsServerKept(turn) ? Whole(Parents[turn], withOutput: true) : [],
        .. Turns[turn].Input.Select(ItemText.Of),
        .. withOutput ? Turns[turn].Output.Select(ItemText.Of) : [],
    ];

    /// <summary>The items that the caller adds in a turn: all new items except outputs of function and custom tool calls.</summary>
    public IReadOnlyList<OutputItem> Added(int turn) =>
        [.. Turns[turn].Input.Skip(Turns[turn].Input.Count - New(turn).Count).Where(item => !RecordedTurn.IsOutput(item)).Select(OutputItem.FromJson)];

    /// <summary>The output that was given to a call.</summary>
    public ToolOutput OutputOf(int turn, string callId)
    {
        var output = Turns.Where((_, i) => Parents[i] == turn).SelectMany(next => next.Input)
            .FirstOrDefault(item => RecordedTurn.IsOutput(item) && RecordedTurn.Text(item, "call_id") == callId);
        return RecordedTurn.Member(output, "output") switch
        {
            { ValueKind: System.Text.Json.JsonValueKind.Array } parts => ToolOutput.FromParts(parts),
            { ValueKind: System.Text.Json.JsonValueKind.String } text => ToolOutput.FromText(text.GetString()!),
            _ => ToolOutput.FromText("not recorded"),
        };
    }

    private int ParentOf(RecordedTurn turn, int number) =>
        turn.PreviousResponseId is { } id ? Turns.FindIndex(other => other.Id == id)
        : turn.HasConversation || (number > 0 && turn.Input.Select(ItemText.Of).Take(Whole(number - 1).Count).SequenceEqual(Whole(number - 1))) ? number - 1
        : -1;

    private bool IsServerKept(int turn) => Parents[turn] < 0 || Turns[turn].PreviousResponseId is not null || Turns[turn].HasConversation;
}
