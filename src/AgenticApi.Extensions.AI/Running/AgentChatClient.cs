using System.Runtime.CompilerServices;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>An agent as a chat client.</summary>
internal sealed class AgentChatClient(Agent agent) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("agentic_api");

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        var (run, maker) = Begin(messages, options, cancellationToken);
        var round = 0;
        await foreach (var e in run.ConfigureAwait(false))
        {
            if (e is RoundRestarted)
            {
                updates.RemoveRange(round, updates.Count - round);
            }

            round = e is RoundStarted ? updates.Count : round;
            updates.AddRange(maker.Add(e));
            ThrowIfNone(e, updates.Count(static update => update.Contents.Count > 0));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var response = updates.ToChatResponse();
        response.RawRepresentation = updates[^1].RawRepresentation;
        return response;
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (run, maker) = Begin(messages, options, cancellationToken);
        var contents = 0;
        await foreach (var e in run.ConfigureAwait(false))
        {
            foreach (var update in maker.Add(e))
            {
                contents += update.Contents.Count;
                ThrowIfNone(e, contents);
                yield return update;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(Agent) ? agent
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The agent is the caller's.
    }

    private (AgentRun Run, RunUpdates Updates) Begin(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (options is { Tools.Count: > 0 } or { ContinuationToken: not null })
        {
            throw new NotSupportedException("An agent has tools of its own, and its runs end before their answer is given. Leave out ChatOptions.Tools and ChatOptions.ContinuationToken.");
        }

        List<ChatMessage> given = [.. messages];
        var request = ChatRequest.Of(this, given, options, model: null, store: null);
        return RunDecisions.Of(given) is { } decided
            ? (agent.ResumeAsync(decided.RunId, decided.Decisions, request: null, cancellationToken), new RunUpdates(agent, request.Conversation, decided.InputCount))
            : (agent.RunAsync(request, runId: null, cancellationToken), new RunUpdates(agent, request.Conversation, request.Input.Count));
    }

    /// <summary>Throws where the first request of a run got no response at all.</summary>
    private static void ThrowIfNone(RunEvent e, int contents)
    {
        if (e is RunEnded { Result: { Outcome: RunOutcome.Failed, Rounds: <= 1, Response: var response } } && contents <= 2 && (response is null || response.Response is { Id: "", Output.Count: 0 }))
        {
            throw new ResponseFailedException(response?.Response.Error?.Message ?? "The server gave no response.") { Code = response?.Response.Error?.Code };
        }
    }
}
