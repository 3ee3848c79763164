namespace AgenticApi.Folding;

/// <summary>What the sequence number of an event says about it.</summary>
internal enum SequenceStep
{
    /// <summary>The event is the next one, was missing, or has no number.</summary>
    Ordinary,

    /// <summary>Numbers are missing before the event.</summary>
    Gap,

    /// <summary>An event with this number was received before.</summary>
    Seen,
}
