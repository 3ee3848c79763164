namespace AgenticApi;

/// <summary>What an event did to the response.</summary>
public enum StepEffect
{
    /// <summary>
    /// Nothing: the event is unknown, damaged, repeated, too late, or lacks the member that it exists for, and a deviation says which. Or it is
    /// one of those that change nothing, as <c>keepalive</c>.
    /// </summary>
    Ignored,

    /// <summary>It gave the response as it stands: <c>response.created</c>, <c>queued</c>, <c>in_progress</c>.</summary>
    ResponseUpdated,

    /// <summary>It ended the response.</summary>
    ResponseEnded,

    /// <summary>It told the error that ends the stream: <c>error</c>.</summary>
    ErrorTold,

    /// <summary>It opened an item: <c>response.output_item.added</c>.</summary>
    ItemAdded,

    /// <summary>It told how far an item is.</summary>
    ItemUpdated,

    /// <summary>It finished an item: <c>response.output_item.done</c>.</summary>
    ItemFinished,

    /// <summary>It opened a part of an item, or added an annotation to one.</summary>
    PartAdded,

    /// <summary>It appended to a text of an item.</summary>
    TextAppended,

    /// <summary>It gave a text or part of an item whole.</summary>
    PartFinished,

    /// <summary>It appended to the audio or its transcript, which belong to no item.</summary>
    AudioAppended,
}
