using System.Text.Json;

namespace AgenticApi;

/// <summary>Something to do on a computer's screen, run by the client. An output item of type <c>computer_call</c>.</summary>
public sealed class ComputerCallItem : OutputItem
{
    internal ComputerCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What the answer must name; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The action; undefined where absent, as in a batch.</summary>
    public JsonElement Action => Member("action"u8);

    /// <summary>The actions of a batch; empty where there is a single one.</summary>
    public IReadOnlyList<JsonElement> Actions => List("actions"u8, json => json);

    /// <summary>What must be acknowledged before the action is carried out; empty where nothing must.</summary>
    public IReadOnlyList<SafetyCheck> PendingSafetyChecks => List("pending_safety_checks"u8, json => new SafetyCheck(json));
}
