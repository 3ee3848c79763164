using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts agents to chat clients.</summary>
public static class AgentExtensions
{
    /// <summary>Returns the agent as an <see cref="IChatClient"/>. Each request is a run with all calls of the agent's tools.</summary>
    /// <remarks>
    /// <para>
    /// The calls that the agent runs are <see cref="FunctionCallContent.InformationalOnly"/>, so a function-invoking client around this one does not run
    /// them again. A call of a tool without a handler is not; the caller answers it with a <see cref="FunctionResultContent"/>.
    /// </para>
    /// <para>
    /// A call that waits for approval is a <see cref="ToolApprovalRequestContent"/>. Its response, in the next request, resumes the run. This requires an
    /// agent with a journal. The client is safe to use from several threads. Disposing it does nothing.
    /// </para>
    /// </remarks>
    /// <param name="agent">The agent.</param>
    /// <exception cref="ArgumentNullException"><paramref name="agent"/> is null.</exception>
    public static IChatClient AsChatClient(this Agent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return new AgentChatClient(agent);
    }
}
