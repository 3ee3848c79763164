namespace AgenticApi.Serving.Chat;

/// <summary>How an item of a conversation is used.</summary>
internal enum ItemUse
{
    /// <summary>As a message.</summary>
    Message,

    /// <summary>As the reasoning of the assistant message that follows it.</summary>
    Reasoning,

    /// <summary>As a function call.</summary>
    Call,

    /// <summary>As the output of a call.</summary>
    Output,

    /// <summary>Described as text. Left out if it has no readable content.</summary>
    Described,

    /// <summary>Left out, because it has nothing for the model.</summary>
    LeftOut,

    /// <summary>Not supported: the request is refused.</summary>
    Refused,
}
