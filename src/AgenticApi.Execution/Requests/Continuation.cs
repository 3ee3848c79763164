namespace AgenticApi.Execution;

/// <summary>How the rounds of a run are joined: who keeps the conversation.</summary>
public enum Continuation
{
    /// <summary>The client keeps it, and sends all items with each request. It works with every server, also with <c>store: false</c>.</summary>
    Items,

    /// <summary>The server keeps it: each request names the response before it (<c>previous_response_id</c>).</summary>
    PreviousResponse,

    /// <summary>The server keeps it under the name of a <c>conversation</c>.</summary>
    Conversation,
}
