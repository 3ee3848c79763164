namespace AgenticApi.Serving.Chat;

/// <summary>How a member of a request is used.</summary>
internal enum MemberUse
{
    /// <summary>Passed to the model's server unchanged, perhaps with another name.</summary>
    Passed,

    /// <summary>Translated.</summary>
    Translated,

    /// <summary>Left out, because it is about the response, the client or the storage of responses.</summary>
    LeftOut,

    /// <summary>Left out if responses are stored, because the store handles it; otherwise refused.</summary>
    NeedsStore,
}
