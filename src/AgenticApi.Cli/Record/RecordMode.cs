namespace AgenticApi.Cli;

/// <summary>How the turns of a recorded conversation continue each other.</summary>
internal enum RecordMode
{
    /// <summary>Each turn continues the turn before it: by <c>previous_response_id</c>, or by sending the history if responses are not stored.</summary>
    Responses,

    /// <summary>All turns belong to one conversation on the server.</summary>
    Conversation,

    /// <summary>Each turn is independent.</summary>
    Isolation,

    /// <summary>Odd turns belong to one conversation. Each even turn continues the turn before it by <c>previous_response_id</c>.</summary>
    Mixed,

    /// <summary>The first turn is stored. The other turns continue it and are not stored.</summary>
    StoreThenNot,
}
