namespace AgenticApi.Serving.Chat;

/// <summary>What becomes of a member of a request.</summary>
internal enum MemberUse
{
    /// <summary>It goes to the model's server as it is, under its own name or another.</summary>
    Passed,

    /// <summary>It is translated.</summary>
    Translated,

    /// <summary>It is about the response, the client or the one who keeps responses, and is left out.</summary>
    LeftOut,

    /// <summary>It can be done only by who keeps responses: left out if there is one, and refused otherwise.</summary>
    ForKeeper,
}
