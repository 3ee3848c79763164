using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;
using AgenticApi.Execution.Tests.Conversations;

namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>What a loop is led through: the turns of cassettes, one after the other, up to the first that calls nothing.</summary>
internal sealed class LoopConversation
{
    private readonly List<RecordedTurn> _turns = [];

    /// <summary>Joins cassettes. What is recorded without a last turn gets its answer from another cassette of the same server.</summary>
    /// <param name="cassettes">The names, with a plus between them.</param>
    public LoopConversation(string cassettes)
    {
        foreach (var turn in cassettes.Split('+').SelectMany(name => Cassette.Load(Path.Combine(Repository.Cassettes, $"{name}.yaml")).Turns))
        {
            _turns.Add(new RecordedTurn(turn));
            if (_turns[^1].Calls.Count == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException($"{cassettes} never answers.");
    }

    public string Model => RecordedTurn.Text(First, "model");

    public string Input => First.GetProperty("input").GetString()!;

    public IReadOnlyList<JsonElement> Tools => [.. First.GetProperty("tools").EnumerateArray()];

    public bool? Store => RecordedTurn.Member(First, "store")?.GetBoolean();

    public bool WantsEncryptedReasoning => RecordedTurn.Member(First, "include") is not null;

    public int Rounds => _turns.Count;

    public Cassette Cassette => new(null, [.. _turns.Select(turn => turn.Turn)]);

    /// <summary>What was recorded: the calls, their outputs, and the last text.</summary>
    public LoopOutcome Recorded => new(
        [.. Calls.Select(call => new LoopCall(RecordedTurn.Text(call, "name"), RecordedTurn.Text(call, "arguments"), RecordedTurn.Text(call, "call_id")))],
        [.. Calls.Select(call => new LoopAnswer(RecordedTurn.Text(call, "call_id"), OutputOf(call)))],
        _turns[^1].OutputText);

    private JsonElement First => _turns[0].Turn.Request.Body;

    private IEnumerable<JsonElement> Calls => _turns.SelectMany(turn => turn.Calls);

    /// <summary>What the tool gives for a call.</summary>
    public string OutputOf(string name, string arguments)
    {
        var text = ItemText.Call(name, arguments, isCustom: false);
        return OutputOf(Calls.First(call => ItemText.Call(call) == text));
    }

    /// <summary>The conversation for a loop in another language.</summary>
    public string ToJson() => new JsonObject
    {
        ["model"] = Model,
        ["input"] = Input,
        ["store"] = Store,
        ["include"] = WantsEncryptedReasoning ? new JsonArray("reasoning.encrypted_content") : null,
        ["tools"] = JsonNode.Parse(First.GetProperty("tools").GetRawText()),
        ["rounds"] = Rounds,
        ["outputs"] = new JsonArray([.. Calls.Select(call => new JsonObject
        {
            ["name"] = RecordedTurn.Text(call, "name"), ["arguments"] = RecordedTurn.Text(call, "arguments"), ["output"] = OutputOf(call),
        })]),
    }.ToJsonString();

    private string OutputOf(JsonElement call)
    {
        var output = _turns.SelectMany(turn => turn.Input)
            .FirstOrDefault(item => RecordedTurn.IsOutput(item) && RecordedTurn.Text(item, "call_id") == RecordedTurn.Text(call, "call_id"));
        return RecordedTurn.Member(output, "output")?.GetString() ?? $"The output of {RecordedTurn.Text(call, "name")}.";
    }
}
