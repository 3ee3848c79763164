namespace AgenticApi.Execution;

/// <summary>The state of a run between two rounds, from which the next request is made.</summary>
internal sealed class RunState
{
    public required ResponseRequest Template { get; init; }

    public required Continuation Continuation { get; init; }

    /// <summary>The conversation: the input, the items of the model, and an output for each call.</summary>
    public List<OutputItem> Items { get; } = [];

    /// <summary>The items that the next request sends if the server stores the conversation.</summary>
    public List<OutputItem> Unsent { get; } = [];

    /// <summary>The number of the current or next round, from 0.</summary>
    public int Round { get; set; }

    /// <summary>The id of the last response that ended.</summary>
    public string? LastResponseId { get; set; }

    public ResponseUsage? Usage { get; set; }

    /// <summary>The number of tools that were started.</summary>
    public int ToolCalls { get; set; }

    /// <summary>The names of the tools that the run began with.</summary>
    public HashSet<string> KnownTools { get; init; } = [];

    /// <summary>The decisions that have not had an effect yet.</summary>
    public Dictionary<CallKey, RunDecision> Decisions { get; } = [];

    /// <summary>The items of a response that did not complete. They are part of the result only: a resumed run asks the server again.</summary>
    public IReadOnlyList<OutputItem> Kept { get; set; } = [];

    /// <summary>How the run ended; null if it has not ended or was resumed.</summary>
    public RunOutcome? Outcome { get; set; }

    /// <summary>Why the run stopped; otherwise <see cref="StopReason.None"/>.</summary>
    public StopReason StopReason { get; set; }

    /// <summary>The response that the run ended or paused with; null if there is none.</summary>
    public AccumulatedResponse? LastResponse { get; set; }

    public int FailedRounds { get; set; }

    /// <summary>The calls and outputs of the last round, and the number of consecutive rounds that had the same.</summary>
    public RepeatedCalls Repeated { get; set; } = new();

    /// <summary>Whether items are sent without their ids, because the server refused them.</summary>
    public bool DropsIds { get; set; }

    /// <summary>Whether encrypted reasoning is not requested, because the server refused the request.</summary>
    public bool LeavesOutInclude { get; set; }

    /// <summary>The calls of the last response, until all are answered; null if there are none.</summary>
    public List<RoundCall>? Open { get; set; }

    /// <summary>The items of the last response, until its calls are answered.</summary>
    public List<OutputItem> OpenItems { get; set; } = [];

    /// <summary>The id of the response that has begun and not ended; null if there is none.</summary>
    public string? BegunResponseId { get; private set; }

    /// <summary>The responses whose requests were repeated, with their rounds. The server may still complete them.</summary>
    public List<(int Round, string Id)> GivenUp { get; } = [];

    /// <summary>Whether a request was repeated whose response had no known id.</summary>
    public bool HasUnnamed { get; set; }

    /// <summary>The id of the conversation's last item before the run; empty if it had no items; null if it is unknown.</summary>
    public string? ConversationEnd { get; set; }

    /// <summary>Whether a request of this round was sent and its response has not ended.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Whether there is nothing left to send to a server that stores the conversation.</summary>
    public bool IsAnswered => Continuation != Continuation.Items && Round > 0 && Open is null && !IsBegun && Unsent.Count == 0;

    /// <summary>The calls that were started before their response ended.</summary>
    public List<RoundCall> Begun { get; } = [];

    /// <summary>Creates the state of a new run.</summary>
    public static RunState Begin(ResponseRequest request, Continuation continuation, IEnumerable<string> tools)
    {
        var state = new RunState { Template = request, Continuation = continuation, KnownTools = [.. tools] };
        state.Items.AddRange(request.Input);
        state.Unsent.AddRange(request.Input);
        return state;
    }

    /// <summary>Records that a response has begun.</summary>
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

    /// <summary>Adds the items of a response and the outputs of its calls to the conversation, and moves to the next round.</summary>
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
