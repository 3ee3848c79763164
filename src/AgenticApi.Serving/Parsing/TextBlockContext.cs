namespace AgenticApi.Serving;

/// <summary>The place where a block begins, and the settings of its parser.</summary>
public readonly record struct TextBlockContext
{
    /// <summary>Gets the tag that begins the block; never null. Empty if the block begins with the first character of the text.</summary>
    public required string Tag { get; init; }

    /// <summary>Gets whether only white space and reasoning precede the tag.</summary>
    public bool IsAtStart { get; init; }

    /// <summary>Gets whether the previous block was read by the same object, with only white space between its end and the tag.</summary>
    public bool FollowsItself { get; init; }

    /// <summary>Gets the tools of the request; never null. Empty if they are unknown.</summary>
    public required ToolSchemas Tools { get; init; }

    /// <summary>
    /// Gets whether the model may call tools. If false, blocks with <see cref="ITextBlock.HoldsCalls"/> are never opened.
    /// </summary>
    public bool AllowsCalls { get; init; }

    /// <summary>Gets whether line breaks that belong to the format are kept as text.</summary>
    public bool KeepsWhiteSpace { get; init; }
}
