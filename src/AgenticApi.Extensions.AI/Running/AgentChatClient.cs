using System.Runtime.CompilerServices;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>The chat client of an agent.</summary>
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
            if (e is RunEnded ended)
            {
                ThrowIfNone(ended.Result, updates.Exists(static update => update.Contents.Count > 0));
            }

            updates.AddRange(maker.Add(e));
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
        var hasContents = false;
        await foreach (var e in run.ConfigureAwait(false))
        {
            if (e is RunEnded ended)
            {
                ThrowIfNone(ended.Result, hasContents);
            }

            foreach (var update in maker.Add(e))
            {
                hasContents |= update.Contents.Count > 0;
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
            throw new NotSupportedException("An agent uses its own tools, and its runs have no continuation tokens. Leave out ChatOptions.Tools and ChatOptions.ContinuationToken.");
        }

        List<ChatMessage> given = [.. messages];
        var request = ChatRequest.Of(this, given, options, model: null, store: null);
        return RunDecisions.Of(given) is { } decided
            ? (agent.ResumeAsync(decided.RunId, decided.Decisions, request: null, cancellationToken), new RunUpdates(agent, request.Conversation, decided.InputCount))
            : (agent.RunAsync(request, runId: null, cancellationToken), new RunUpdates(agent, request.Conversation, request.Input.Count));
    }

    /// <summary>Throws if the first request of a run got no response.</summary>
    /// <param name="result">The result of the run.</param>
    /// <param name="hasContents">Whether anything of the run was passed on.</param>
    private static void ThrowIfNone(RunResult result, bool hasContents)
    {
        if (!hasContents && result is { Outcome: RunOutcome.Failed, Rounds: <= 1, Response: var response } && (response is null || response.Response is { Id: "", Output.Count: 0 }))
        {
            throw new ResponseFailedException(response?.Response.Error?.Message ?? "The server returned no response.") { Code = response?.Response.Error?.Code };
        }
    }
}
