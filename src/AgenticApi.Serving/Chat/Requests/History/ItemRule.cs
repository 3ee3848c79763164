namespace AgenticApi.Serving.Chat;

/// <summary>What becomes of the items of one type.</summary>
/// <param name="Use">What becomes of them.</param>
internal sealed record ItemRule(ItemUse Use)
{
    /// <summary>Of a call: the function's name; null where the item names it.</summary>
    public string? Function { get; init; }

    /// <summary>Of a call: the member that holds the arguments.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>Of an output: the type of its call.</summary>
    public string Answers { get; init; } = "";

    /// <summary>Whether the item may be without a <c>call_id</c>, and then is left out, because a server made it for itself.</summary>
    public bool MayBeServers { get; init; }

    /// <summary>Why it is refused.</summary>
    public string Refusal { get; init; } = "";
}
