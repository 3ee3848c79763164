namespace AgenticApi.Cli;

/// <summary>How the turns of a recorded conversation hang together.</summary>
internal enum RecordMode
{
    /// <summary>Each continues the one before, by <c>previous_response_id</c>; unstored, by sending all that was said before.</summary>
    Responses,

    /// <summary>All are in one conversation of the server's.</summary>
    Conversation,

    /// <summary>Each stands alone.</summary>
    Isolation,

    /// <summary>Odd turns are in the conversation, and each even one continues the turn before it, beside the conversation.</summary>
    Mixed,

    /// <summary>The first is stored; the others continue it, and are not.</summary>
    StoreThenNot,
}
