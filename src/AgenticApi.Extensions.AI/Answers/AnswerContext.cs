using AgenticApi.Execution;

namespace AgenticApi.Extensions.AI;

/// <summary>What an answer is read for.</summary>
internal sealed record AnswerContext
{
    /// <summary>The request; null where an earlier response is fetched.</summary>
    public ResponseRequest? Request { get; init; }

    /// <summary>Whether the response runs in the background, and can be resumed.</summary>
    public bool IsBackground { get; init; }

    /// <summary>Whether the answer is one round of an agent, which ends its messages itself.</summary>
    public bool IsRound { get; init; }

    /// <summary>Whether a call is told only, since somebody else runs it.</summary>
    public Func<OutputItem, bool> IsInformational { get; init; } = static _ => false;

    /// <summary>The id under which the next request finds the conversation; null where the caller keeps it.</summary>
    public string? ConversationIdOf(AccumulatedResponse result) =>
        Request?.Conversation is { } conversation ? conversation
        : Request?.Store == false || result.Response.Json.TryGetMember("store") is { ValueKind: System.Text.Json.JsonValueKind.False } ? null
        : result.Ending is Ending.Completed or Ending.Incomplete or Ending.InProgress && result.Response.Id.Length > 0 ? result.Response.Id
        : null;
}
