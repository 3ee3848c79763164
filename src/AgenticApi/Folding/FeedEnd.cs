namespace AgenticApi.Folding;

/// <summary>How a stream ended that other code reads.</summary>
internal enum FeedEnd
{
    /// <summary>It was read to its end.</summary>
    Ended,

    /// <summary>Reading it failed.</summary>
    Broken,

    /// <summary>The reader stopped before the end.</summary>
    Left,
}
