using AgenticApi.Execution;

namespace AgenticApi.Extensions.AI;

/// <summary>The circumstances in which an answer is converted.</summary>
internal sealed record AnswerContext
{
    /// <summary>The request; null if an earlier response is read.</summary>
    public ResponseRequest? Request { get; init; }

    /// <summary>Whether the response runs in the background and can be resumed.</summary>
    public bool IsBackground { get; init; }

    /// <summary>Whether the answer is a round of an agent. Then the run writes the error, the usage and the items.</summary>
    public bool IsRound { get; init; }

    /// <summary>Returns whether a call is informational, because the agent runs it.</summary>
    public Func<OutputItem, bool> IsInformational { get; init; } = static _ => false;

    /// <summary>Returns the conversation id for the next request; null if the caller stores the conversation.</summary>
    public string? ConversationIdOf(AccumulatedResponse result) =>
        Request?.Conversation is { } conversation ? conversation
        : Request?.Store == false || result.Response.Json.TryGetMember("store") is { ValueKind: System.Text.Json.JsonValueKind.False } ? null
        : result.Ending is Ending.Completed or Ending.Incomplete or Ending.InProgress && result.Response.Id.Length > 0 ? result.Response.Id
        : null;
}
