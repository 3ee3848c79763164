using System.Text.Json;

namespace AgenticApi;

/// <summary>An agent starts, stops or writes to another (beta). An output item of type <c>multi_agent_call</c>.</summary>
public sealed class MultiAgentCallItem : OutputItem
{
    internal MultiAgentCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What its output names; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>What it does, spawn_agent for instance; empty where the server does not say.</summary>
    public string Action => String("action"u8) ?? "";

    /// <summary>The arguments as JSON text; empty where none came.</summary>
    public string Arguments => String("arguments"u8) ?? "";
}
