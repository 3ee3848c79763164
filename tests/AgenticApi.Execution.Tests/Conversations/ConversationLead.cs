using System.Text.Json;

namespace AgenticApi.Execution.Tests.Conversations;

/// <summary>Repeats a recording with the loop: a run for each message of the user, with the recorded answers and outputs.</summary>
/// <param name="recording">The recording.</param>
/// <param name="continuation">How the loop continues the conversation.</param>
/// <param name="connect">Makes the endpoint over a client of the recorded server; null for the endpoint over that client itself.</param>
internal sealed class ConversationLead(RecordedConversation recording, Continuation continuation, Func<HttpClient, ResponsesEndpoint>? connect = null) : IDisposable
{
    private static readonly JsonElement AnyArguments = JsonElement.Parse("""{"type":"object"}"""u8);
    private readonly RecordedServer _server = new(recording.Turns);
    private readonly Dictionary<int, RunResult> _results = [];

    /// <summary>How many calls the tools got.</summary>
    public int Calls { get; private set; }

    public async Task RunAsync()
    {
        using var client = new HttpClient(_server, disposeHandler: false) { BaseAddress = new Uri("http://recorded/v1/") };
        var endpoint = connect?.Invoke(client) ?? new ResponsesEndpoint(client);
        for (var turn = 0; turn < recording.Turns.Count;)
        {
            turn = await RunAsync(endpoint, turn);
        }

        _server.Requests.Should().HaveCount(recording.Turns.Count);
        for (var turn = 0; turn < recording.Turns.Count; turn++)
        {
            CheckRequest(turn);
        }
    }

    public void Dispose() => _server.Dispose();

    /// <summary>One run, from a turn in which the caller adds something to the last one before the next such turn.</summary>
    /// <returns>The turn after it.</returns>
    private async Task<int> RunAsync(ResponsesEndpoint endpoint, int first)
    {
        var end = first + 1;
        while (end < recording.Turns.Count && recording.Parents[end] == end - 1 && recording.Turns[end].HasRequest && recording.Added(end).Count == 0)
        {
            end++;
        }

        var agent = new Agent(endpoint, "recorded")
        {
            Tools = ToolsFrom(first),
            Options = new AgentOptions { Continuation = continuation, MaxRounds = end - first, PollInterval = TimeSpan.FromMilliseconds(1) },
        };
        var calls = new List<ToolCall>();
        RunResult? result = null;
        await foreach (var e in agent.RunAsync(RequestOf(first)))
        {
            calls.AddRange(e is CallStarted started ? [started.Call] : []);
            result = (e as RunEnded)?.Result;
        }

        var last = recording.Turns[end - 1];
        result!.Outcome.Should().Be(last.Calls.Count > 0 ? RunOutcome.Stopped : RunOutcome.Completed);
        result.Text.Should().Be(last.OutputText);
        var expected = recording.Turns[first..end].SelectMany((turn, round) => turn.Calls.Select(call => $"{round} {ItemText.Call(call)}"));
        calls.OrderBy(call => (call.Key.Round, call.Key.Position)).Select(call => $"{call.Key.Round} {ItemText.Call(call.Name, call.Arguments, IsCustom(call.Name))}").Should().Equal(expected);
        var items = result.Items.Select(item => item.Json).Where(item => RecordedTurn.Text(item, "type") is "function_call" or "custom_tool_call");
        items.Select(ItemText.Of).Should().EndWith(recording.Turns[first..end].SelectMany(turn => turn.Calls).Select(ItemText.Of), "the calls stand under their final ids");
        Calls += calls.Count;
        _results[end - 1] = result;
        return end;
    }

    private ResponseRequest RequestOf(int turn)
    {
        var body = recording.Turns[turn].Turn.Request.Body;
        var before = recording.Parents[turn] is >= 0 and var parent ? _results[parent] : null;
        var added = recording.Turns[turn].HasRequest ? recording.Added(turn) : [MessageItem.User("Hello")];
        var kept = continuation == Continuation.Items ? before?.Items ?? [] : OutputsOf(before);
        return new ResponseRequest
        {
            Input = [.. kept, .. added],
            Tools = RecordedTurn.Member(body, "tools") is { ValueKind: JsonValueKind.Array } tools ? [.. tools.EnumerateArray()] : [],
            ToolChoice = RecordedTurn.Member(body, "tool_choice") ?? default,
            Store = RecordedTurn.Member(body, "store")?.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
            PreviousResponseId = continuation == Continuation.PreviousResponse ? before?.Response?.Response.Id : null,
            Conversation = continuation == Continuation.Conversation ? "conv_recorded" : null,
        };
    }

    /// <summary>The outputs that the server does not have yet: those at the end of a run that stopped.</summary>
    private static IEnumerable<OutputItem> OutputsOf(RunResult? result) =>
        result?.Items.Reverse().TakeWhile(item => RecordedTurn.IsOutput(item.Json)).Reverse() ?? [];

    private void CheckRequest(int turn)
    {
        var request = _server.Requests[turn];
        var sent = RecordedTurn.ItemsOf(request).Select(ItemText.Of);
        if (recording.Turns[turn].HasRequest)
        {
            sent.Should().Equal(continuation == Continuation.Items ? recording.Whole(turn) : recording.New(turn), $"that is what turn {turn + 1} sent");
        }

        var parent = recording.Parents[turn];
        RecordedTurn.Text(request, "previous_response_id").Should().Be(continuation == Continuation.PreviousResponse && parent >= 0 ? recording.Turns[parent].Id : "");
        RecordedTurn.Text(request, "conversation").Should().Be(continuation == Continuation.Conversation ? "conv_recorded" : "");
    }

    /// <summary>A tool for each name that is called, which gives the recorded output.</summary>
    private List<Tool> ToolsFrom(int first) =>
    [
        .. recording.Turns.SelectMany(turn => turn.Calls).Select(call => RecordedTurn.Text(call, "name")).Distinct().Select(name => IsCustom(name)
            ? Tool.Custom(name, "A tool.", (input, _) => Task.FromResult(AnswerTo(first, name, input)))
            : DeclarationOf(name).WithHandler((_, call, _) => Task.FromResult(AnswerTo(first + call.Key.Round, name, call.Arguments)))),
    ];

    private Tool DeclarationOf(string name)
    {
        var declared = recording.Turns.Select(turn => RecordedTurn.Member(turn.Turn.Request.Body, "tools")).OfType<JsonElement>()
            .SelectMany(tools => tools.EnumerateArray()).FirstOrDefault(tool => RecordedTurn.Text(tool, "type") == "function" && RecordedTurn.Text(tool, "name") == name);
        return declared.ValueKind == JsonValueKind.Object
            ? Tool.FromDeclaration(declared)
            : Tool.FromSchema(name, "A tool.", AnyArguments, (_, _) => Task.FromResult(ToolOutput.FromText("")));
    }

    private bool IsCustom(string name) => recording.Turns.Exists(turn => turn.Calls.Any(call => RecordedTurn.Text(call, "name") == name && RecordedTurn.Text(call, "type") == "custom_tool_call"));

    private ToolOutput AnswerTo(int turn, string name, string arguments)
    {
        var text = ItemText.Call(name, arguments, IsCustom(name));
        var call = recording.Turns[turn].Calls.First(call => ItemText.Call(call) == text);
        return recording.OutputOf(turn, RecordedTurn.Text(call, "call_id"));
    }
}
