using System.Text.Json;

namespace AgenticApi;

/// <summary>A call that starts, stops or addresses another agent (beta): an output item of type <c>multi_agent_call</c>.</summary>
public sealed class MultiAgentCallItem : OutputItem
{
    internal MultiAgentCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output names; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>action</c>, such as <c>spawn_agent</c>; empty if absent.</summary>
    public string Action => String("action"u8) ?? "";

    /// <summary>The <c>arguments</c> as JSON text; empty if absent.</summary>
    public string Arguments => String("arguments"u8) ?? "";
}
