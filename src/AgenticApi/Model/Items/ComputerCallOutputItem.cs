using System.Text.Json;

namespace AgenticApi;

/// <summary>The screen after an action: an output item of type <c>computer_call_output</c>.</summary>
public sealed class ComputerCallOutputItem : OutputItem
{
    internal ComputerCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the call that this item answers; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The screenshot (<c>output</c>); undefined if absent.</summary>
    public JsonElement Output => Member("output"u8);

    /// <summary>The checks that were acknowledged (<c>acknowledged_safety_checks</c>); empty if absent.</summary>
    public IReadOnlyList<SafetyCheck> AcknowledgedSafetyChecks => List("acknowledged_safety_checks"u8, json => new SafetyCheck(json));
}
