namespace AgenticApi.Execution;

/// <summary>What a run is between two rounds: all that the next request follows from.</summary>
internal sealed class RunState
{
    public required ResponseRequest Template { get; init; }

    public required Continuation Continuation { get; init; }

    /// <summary>The conversation: what went in, what the model gave, and an output for each call.</summary>
    public List<OutputItem> Items { get; } = [];

    /// <summary>What the server lacks, where it keeps the conversation.</summary>
    public List<OutputItem> Unsent { get; } = [];

    /// <summary>The round that is next or under way, from 0.</summary>
    public int Round { get; set; }

    /// <summary>The id of the last response that ended.</summary>
    public string? LastResponseId { get; set; }

    public ResponseUsage? Usage { get; set; }

    /// <summary>How many tools were started.</summary>
    public int ToolCalls { get; set; }

    /// <summary>The names of the tools that the run began with.</summary>
    public HashSet<string> KnownTools { get; init; } = [];

    /// <summary>The decisions that were taken, and whose effect did not show yet.</summary>
    public Dictionary<CallKey, RunDecision> Decisions { get; } = [];

    /// <summary>What came of a response that did not complete, for whoever goes on with the items; the run itself asks the server again.</summary>
    public IReadOnlyList<OutputItem> Kept { get; set; } = [];

    /// <summary>How the run ended; null where it did not, or goes on.</summary>
    public RunOutcome? Outcome { get; set; }

    /// <summary>Why the run stopped; <see cref="StopReason.None"/> where it did not.</summary>
    public StopReason StopReason { get; set; }

    /// <summary>The response that the run ended or paused with; null where there is none.</summary>
    public AccumulatedResponse? LastResponse { get; set; }

    public int FailedRounds { get; set; }

    /// <summary>What the last round called and got, and how many rounds in a row did.</summary>
    public RepeatedCalls Repeated { get; set; } = new();

    /// <summary>Whether the items go out without their ids, because the server refused them.</summary>
    public bool DropsIds { get; set; }

    /// <summary>Whether encrypted reasoning is not asked for, because the server refused to.</summary>
    public bool LeavesOutInclude { get; set; }

    /// <summary>The calls of the last response while they are not all answered; null where none are open.</summary>
    public List<RoundCall>? Open { get; set; }

    /// <summary>The items of the last response, while its calls are open.</summary>
    public List<OutputItem> OpenItems { get; set; } = [];

    /// <summary>The id of a response that was begun and has not ended; null where there is none.</summary>
    public string? BegunResponseId { get; private set; }

    /// <summary>The responses that were begun and whose requests were sent again, with their rounds: the server may bring them to their end all the same.</summary>
    public List<(int Round, string Id)> GivenUp { get; } = [];

    /// <summary>Whether a request was sent again of whose response nobody knows the id.</summary>
    public bool HasUnnamed { get; set; }

    /// <summary>Where the server's conversation ended before the run: the id of its last item, empty where it had none; null where that is not known.</summary>
    public string? ConversationEnd { get; set; }

    /// <summary>Whether a request of this round went out, and its response has not ended.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Whether nothing is left to ask: where the server keeps the conversation, it has all, and the model has answered that.</summary>
    public bool IsAnswered => Continuation != Continuation.Items && Round > 0 && Open is null && !IsBegun && Unsent.Count == 0;

    /// <summary>The calls that were started while the response has not ended.</summary>
    public List<RoundCall> Begun { get; } = [];

    /// <summary>Begins a run.</summary>
    public static RunState Begin(ResponseRequest request, Continuation continuation, IEnumerable<string> tools)
    {
        var state = new RunState { Template = request, Continuation = continuation, KnownTools = [.. tools] };
        state.Items.AddRange(request.Input);
        state.Unsent.AddRange(request.Input);
        return state;
    }

    /// <summary>Notes that a response was begun.</summary>
    public void BeginResponse(string id)
    {
        if (!ResponsesEndpoint.IsId(id))
        {
            return;
        }

        if (BegunResponseId is { } earlier && earlier != id)
        {
            GivenUp.Add((Round, earlier));
        }

        BegunResponseId = id;
        GivenUp.RemoveAll(given => given.Id == id);
    }

    /// <summary>Takes the items of a response and the outputs of its calls into the conversation.</summary>
    public void Close(IEnumerable<OutputItem> items, IReadOnlyList<OutputItem> outputs, string? responseId)
    {
        Items.AddRange(items);
        Items.AddRange(outputs);
        Unsent.Clear();
        Unsent.AddRange(outputs);
        LastResponseId = responseId ?? LastResponseId;
        Open = null;
        OpenItems = [];
        IsBegun = false;
        BegunResponseId = null;
        Begun.Clear();
        Decisions.Clear();
        Round++;
    }
}
