namespace AgenticApi.Serving;

/// <summary>Where a block begins, and what its parser was told.</summary>
public readonly record struct TextBlockContext
{
    /// <summary>The tag that begins the block; empty where the text itself begins it. Never null.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether nothing but white space and reasoning stands before the tag.</summary>
    public bool IsAtStart { get; init; }

    /// <summary>Whether a block of the same object ended last, and nothing but white space stands between its end and the tag.</summary>
    public bool FollowsItself { get; init; }

    /// <summary>The tools that the model was given; never null, and empty where they are not known.</summary>
    public required ToolSchemas Tools { get; init; }

    /// <summary>Whether the model may call tools. Where it may not, blocks with <see cref="ITextBlock.HoldsCalls"/> are never opened.</summary>
    public bool AllowsCalls { get; init; }

    /// <summary>Whether line breaks that belong to the format are kept as text.</summary>
    public bool KeepsWhiteSpace { get; init; }
}
