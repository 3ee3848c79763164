using System.Text.Json;

namespace AgenticApi;

/// <summary>What came of a multi-agent call (beta). An output item of type <c>multi_agent_call_output</c>.</summary>
public sealed class MultiAgentCallOutputItem : OutputItem
{
    internal MultiAgentCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The call that it answers; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>What was done; empty where the server does not say.</summary>
    public string Action => String("action"u8) ?? "";

    /// <summary>The parts of the answer; empty where there are none.</summary>
    public IReadOnlyList<ContentPart> Output => List("output"u8, ContentPart.FromJson);
}
