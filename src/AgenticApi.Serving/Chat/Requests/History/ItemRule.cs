namespace AgenticApi.Serving.Chat;

/// <summary>How items of one type are translated.</summary>
/// <param name="Use">How they are used.</param>
internal sealed record ItemRule(ItemUse Use)
{
    /// <summary>For calls: the name of the function; null if the item contains it.</summary>
    public string? Function { get; init; }

    /// <summary>For calls: the member with the arguments.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>For outputs: the type of the call.</summary>
    public string CallType { get; init; } = "";

    /// <summary>Whether the item may have no <c>call_id</c>. Such an item belongs to a hosted tool and is left out.</summary>
    public bool MayBeHosted { get; init; }

    /// <summary>For refused items: the error message.</summary>
    public string Refusal { get; init; } = "";
}
