namespace AgenticApi.Execution;

/// <summary>How a request continues a conversation, and who stores the conversation.</summary>
public enum Continuation
{
    /// <summary>The client stores it, and sends all items with each request. Works with every server, and with <c>store: false</c>.</summary>
    Items,

    /// <summary>The server stores it, and each request names the previous response (<c>previous_response_id</c>).</summary>
    PreviousResponse,

    /// <summary>The server stores it as a <c>conversation</c>, which each request names.</summary>
    Conversation,
}
