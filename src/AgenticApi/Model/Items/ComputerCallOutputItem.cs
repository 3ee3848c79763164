using System.Text.Json;

namespace AgenticApi;

/// <summary>The screen after an action. An output item of type <c>computer_call_output</c>.</summary>
public sealed class ComputerCallOutputItem : OutputItem
{
    internal ComputerCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The call that it answers; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The screenshot; undefined where absent.</summary>
    public JsonElement Output => Member("output"u8);

    /// <summary>The checks that were acknowledged; empty where there were none.</summary>
    public IReadOnlyList<SafetyCheck> AcknowledgedSafetyChecks => List("acknowledged_safety_checks"u8, json => new SafetyCheck(json));
}
