using System.Text.Json;

namespace AgenticApi;

/// <summary>An action on the screen of a computer, which the client performs: an output item of type <c>computer_call</c>.</summary>
public sealed class ComputerCallItem : OutputItem
{
    internal ComputerCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output must name; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>action</c>; undefined if absent, for example in a batch.</summary>
    public JsonElement Action => Member("action"u8);

    /// <summary>The <c>actions</c> of a batch, in order; empty if absent.</summary>
    public IReadOnlyList<JsonElement> Actions => List("actions"u8, json => json);

    /// <summary>The checks to acknowledge before the action is performed (<c>pending_safety_checks</c>); empty if absent.</summary>
    public IReadOnlyList<SafetyCheck> PendingSafetyChecks => List("pending_safety_checks"u8, json => new SafetyCheck(json));
}
