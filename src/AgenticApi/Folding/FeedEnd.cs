namespace AgenticApi.Folding;

/// <summary>How a stream ended that somebody else reads.</summary>
internal enum FeedEnd
{
    /// <summary>It was read to its end.</summary>
    Ended,

    /// <summary>Reading it failed.</summary>
    Broken,

    /// <summary>Its reader left before the end.</summary>
    Left,
}
