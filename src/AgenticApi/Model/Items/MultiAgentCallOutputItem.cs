using System.Text.Json;

namespace AgenticApi;

/// <summary>The output of a multi-agent call (beta): an output item of type <c>multi_agent_call_output</c>.</summary>
public sealed class MultiAgentCallOutputItem : OutputItem
{
    internal MultiAgentCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the call that this item answers; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>action</c> that was taken; empty if absent.</summary>
    public string Action => String("action"u8) ?? "";

    /// <summary>The parts of the <c>output</c>, in order; empty if absent.</summary>
    public IReadOnlyList<ContentPart> Output => List("output"u8, ContentPart.FromJson);
}
