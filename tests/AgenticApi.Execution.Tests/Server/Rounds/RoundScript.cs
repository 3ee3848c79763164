using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>
/// What the model says in one round: items in their order, how the response ends, and what goes wrong on the way. Methods add to it
/// and return it.
/// </summary>
public sealed class RoundScript
{
    private readonly Ids _ids;

    internal RoundScript(Ids ids) => _ids = ids;

    internal List<Step> Steps { get; } = [];

    /// <summary>The faults of the round's answers: the first of the first answer, and so on.</summary>
    internal List<Fault> Faults { get; } = [];

    internal Dictionary<int, Task> Pauses { get; } = [];

    internal TerminalChanges Terminal { get; } = new();

    internal HashSet<int> NotDone { get; } = [];

    internal string EndingStatus { get; private set; } = "completed";

    internal string? EndingReason { get; private set; }

    internal bool HidesCut { get; private set; }

    internal bool IsBare { get; private set; }

    internal bool IsAnsweredOnce { get; private set; }

    internal bool Finishes { get; private set; }

    internal int PieceCount { get; private set; } = 3;

    /// <summary>Adds a message.</summary>
    public RoundScript Text(string text, string? id = null) => Item(new()
    {
        ["id"] = id ?? _ids.Next("msg"),
        ["type"] = "message",
        ["status"] = "completed",
        ["role"] = "assistant",
        ["content"] = new JsonArray(new JsonObject
        {
            ["type"] = "output_text",
            ["text"] = text,
            ["annotations"] = new JsonArray(),
            ["logprobs"] = new JsonArray(),
        }),
    });

    /// <summary>Adds reasoning.</summary>
    /// <param name="summary">The text of its only summary; empty for none.</param>
    /// <param name="encrypted">Its <c>encrypted_content</c>; null for none.</param>
    /// <param name="id">Its id; null for the next one.</param>
    /// <param name="content">The reasoning itself, as open models give it; null for none.</param>
    public RoundScript Reasoning(string summary = "", string? encrypted = null, string? id = null, string? content = null)
    {
        var item = new JsonObject { ["id"] = id ?? _ids.Next("rs"), ["type"] = "reasoning", ["summary"] = new JsonArray() };
        if (summary.Length > 0)
        {
            item["summary"] = new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = summary });
        }

        if (content is not null)
        {
            item["content"] = new JsonArray(new JsonObject { ["type"] = "reasoning_text", ["text"] = content });
        }

        if (encrypted is not null)
        {
            item["encrypted_content"] = encrypted;
        }

        return Item(item);
    }

    /// <summary>Adds a function call.</summary>
    public RoundScript Call(string name, string arguments = "{}", string? callId = null, string? id = null) => Item(new()
    {
        ["id"] = id ?? _ids.Next("fc"),
        ["type"] = "function_call",
        ["status"] = "completed",
        ["arguments"] = arguments,
        ["call_id"] = callId ?? _ids.Next("call"),
        ["name"] = name,
    });

    /// <summary>Adds a call of a custom tool.</summary>
    public RoundScript CustomCall(string name, string input, string? callId = null, string? id = null) => Item(new()
    {
        ["id"] = id ?? _ids.Next("ctc"),
        ["type"] = "custom_tool_call",
        ["status"] = "completed",
        ["call_id"] = callId ?? _ids.Next("call"),
        ["input"] = input,
        ["name"] = name,
    });

    /// <summary>Adds any item. One of a type without deltas here is announced and finished whole.</summary>
    public RoundScript Item(JsonObject item) => Add(new Step(Item: item));

    /// <summary>Adds lines to the stream as they are, closed by an empty one. A blocking answer has none of them.</summary>
    public RoundScript Raw(params string[] sseLines) => Add(new Step(Raw: string.Join('\n', sseLines) + "\n\n"));

    /// <summary>Sends no events of the response itself: no <c>created</c>, no <c>in_progress</c>, no terminal event.</summary>
    public RoundScript WithoutLifecycle() => Set(() => IsBare = true);

    /// <summary>Sets the number of deltas of each text. The default is 3.</summary>
    public RoundScript Pieces(int count) => Set(() => PieceCount = count);

    /// <summary>Ends as <c>incomplete</c> for a reason, <c>failed</c> with a code, or <c>completed</c>. An incomplete response marks its last item so.</summary>
    public RoundScript Ending(string status, string? reason = null) => Set(() => (EndingStatus, EndingReason) = (status, reason));

    /// <summary>Says of each item of an incomplete response that it is completed.</summary>
    public RoundScript MarkedCompletedButIncomplete() => Set(() => HidesCut = true);

    /// <summary>Gives calls and items other ids in the terminal event than in the stream, as vLLM does. The server keeps the later ones.</summary>
    /// <param name="suffix">What is appended to each id.</param>
    public RoundScript TerminalCallIds(string suffix = "_final") => Set(() => Terminal.Suffix = suffix);

    /// <summary>Gives the function call at a position of the output other arguments in the terminal event. The server keeps those.</summary>
    public RoundScript TerminalArguments(int position, string other) => Set(() => Terminal.Arguments[position] = other);

    /// <summary>Leaves the item at a position out of the terminal event, and out of what the server keeps.</summary>
    public RoundScript TerminalOmits(int position) => Set(() => Terminal.Omitted.Add(position));

    /// <summary>Leaves out the <c>output</c> of the terminal event. The server stores it nevertheless.</summary>
    public RoundScript NoTerminalOutput() => Set(() => Terminal.HasNoOutput = true);

    /// <summary>Sends no <c>output_item.done</c> for the item at a position.</summary>
    public RoundScript WithoutItemDone(int position) => Set(() => NotDone.Add(position));

    /// <summary>Holds every answer here, between two items or before the terminal event, until the gate opens.</summary>
    public RoundScript Pause(Task gate) => Add(new Step(Gate: gate));

    /// <summary>Holds every answer before an event, counted from 0, until the gate opens.</summary>
    public RoundScript PauseBefore(int eventIndex, Task gate) => Set(() => Pauses[eventIndex] = gate);

    /// <summary>Resets the connection after a number of events. A blocking answer is reset in the middle of its body.</summary>
    /// <param name="events">How many events are sent on the connection; with 0, only the head of the answer.</param>
    /// <param name="times">How many answers are broken. Faults follow one another in the order in which they are written.</param>
    public RoundScript DropAfter(int events, int times = 1) => Fail(new(FaultKind.Drop) { At = events }, times);

    /// <summary>Resets the connection after the items before this place.</summary>
    public RoundScript DropHere(int times = 1) => Fail(new(FaultKind.Drop) { AtStep = Steps.Count }, times);

    /// <summary>Resets the connection before anything is answered.</summary>
    public RoundScript DropBeforeHead(int times = 1) => Fail(new(FaultKind.DropBeforeHead), times);

    /// <summary>Replaces an event, counted from 0, with broken JSON, and continues after it.</summary>
    public RoundScript GarbleAt(int eventIndex, int times = 1) => Fail(new(FaultKind.Garble) { At = eventIndex }, times);

    /// <summary>Sends nothing after a number of events, until the client leaves.</summary>
    public RoundScript StallAfter(int events, int times = 1) => Fail(new(FaultKind.Stall) { At = events }, times);

    /// <summary>Sends nothing after the items before this place, until the client leaves.</summary>
    public RoundScript StallHere(int times = 1) => Fail(new(FaultKind.Stall) { AtStep = Steps.Count }, times);

    /// <summary>Sends nothing after a number of events until the gate opens; with 0, not even the headers of the answer.</summary>
    public RoundScript HangUntil(Task gate, int events = 0, int times = 1) => Fail(new(FaultKind.Hang) { At = events, Gate = gate }, times);

    /// <summary>Answers with an HTTP error.</summary>
    public RoundScript Status(int status, int? retryAfterSeconds = null, int times = 1) =>
        Fail(new(FaultKind.Status) { Status = status, RetryAfter = retryAfterSeconds }, times);

    /// <summary>Answers with an HTTP error whose body is a page.</summary>
    public RoundScript Status(int status, string html, int times = 1) => Fail(new(FaultKind.Status) { Status = status, Html = html }, times);

    /// <summary>Counts a broken answer as an answer: the next request gets the next round. Otherwise it gets this one again.</summary>
    public RoundScript Once() => Set(() => IsAnsweredOnce = true);

    /// <summary>Finishes and keeps the response though the connection breaks, as in the background. The next request gets the next round.</summary>
    public RoundScript RunsOn() => Set(() => Finishes = IsAnsweredOnce = true);

    private RoundScript Add(Step step) => Set(() => Steps.Add(step));

    private RoundScript Fail(Fault fault, int times) => Set(() => Faults.AddRange(Enumerable.Repeat(fault, times)));

    private RoundScript Set(Action change)
    {
        change();
        return this;
    }
}
