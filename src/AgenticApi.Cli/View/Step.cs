namespace AgenticApi.Cli.View;

/// <summary>One event of an answer, and what it did.</summary>
/// <param name="Number">Its place among the answer's events, from 0.</param>
/// <param name="Event">The event.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Lane">The item that it is about; null where it is about none.</param>
internal sealed record Step(int Number, ResponseStreamEvent Event, StepKind Kind, Lane? Lane)
{
    /// <summary>The deviations that it showed.</summary>
    public IReadOnlyList<Deviation> Deviations { get; set; } = [];

    public static StepKind KindOf(ResponseStreamEvent streamEvent) => streamEvent switch
    {
        MalformedEvent => StepKind.Malformed,
        ErrorEvent => StepKind.Error,
        ResponseTerminalEvent => StepKind.End,
        ResponseLifecycleEvent => StepKind.Envelope,
        OutputItemAddedEvent => StepKind.Added,
        OutputItemDoneEvent => StepKind.Done,
        ItemStatusEvent => StepKind.Status,
        DeltaEvent => StepKind.Delta,
        _ when Ends(streamEvent, "delta") => StepKind.Delta,
        _ when Ends(streamEvent, "added") => StepKind.Part,
        _ when Ends(streamEvent, "done") => StepKind.Whole,
        _ => StepKind.Other,
    };

    private static bool Ends(ResponseStreamEvent streamEvent, string how) => streamEvent.Type.EndsWith("." + how, StringComparison.Ordinal);
}

/// <summary>What an event does, as the lanes mark it.</summary>
internal enum StepKind
{
    /// <summary>Carries the response as it stands.</summary>
    Envelope,

    /// <summary>Carries the response as it ended.</summary>
    End,

    /// <summary>Is an error.</summary>
    Error,

    /// <summary>Is no event at all.</summary>
    Malformed,

    /// <summary>Opens an item.</summary>
    Added,

    /// <summary>Opens a part of an item, or adds an annotation.</summary>
    Part,

    /// <summary>Adds to a text.</summary>
    Delta,

    /// <summary>Gives a text or part whole.</summary>
    Whole,

    /// <summary>Says how far an item is.</summary>
    Status,

    /// <summary>Finishes an item.</summary>
    Done,

    /// <summary>Anything else.</summary>
    Other,
}
