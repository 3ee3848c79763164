namespace AgenticApi.Serving.Chat;

/// <summary>What becomes of an item of the conversation.</summary>
internal enum ItemUse
{
    /// <summary>It is a message.</summary>
    Message,

    /// <summary>It is reasoning, which goes with what it led to.</summary>
    Reasoning,

    /// <summary>It is a call of a function.</summary>
    Call,

    /// <summary>It is the output of a call.</summary>
    Output,

    /// <summary>It is told as text, if it holds anything that can be read.</summary>
    Told,

    /// <summary>It says nothing to the model.</summary>
    LeftOut,

    /// <summary>It cannot be given to the model.</summary>
    Refused,
}
