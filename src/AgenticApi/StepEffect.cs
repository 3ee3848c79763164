namespace AgenticApi;

/// <summary>What an event did to the response.</summary>
public enum StepEffect
{
    /// <summary>
    /// The event changed nothing. Either it is unknown, damaged, repeated, too late or lacks its payload, and a deviation says which; or
    /// events of its type never change the response, such as <c>keepalive</c>.
    /// </summary>
    Ignored,

    /// <summary>The event had the current response: <c>response.created</c>, <c>queued</c>, <c>in_progress</c>.</summary>
    ResponseUpdated,

    /// <summary>The event ended the response.</summary>
    ResponseEnded,

    /// <summary>The event had the error that ends the stream: <c>error</c>.</summary>
    ErrorTold,

    /// <summary>The event started an item: <c>response.output_item.added</c>.</summary>
    ItemAdded,

    /// <summary>The event reported the status of an item.</summary>
    ItemUpdated,

    /// <summary>The event finished an item: <c>response.output_item.done</c>.</summary>
    ItemFinished,

    /// <summary>The event started a part of an item, or added an annotation to a part.</summary>
    PartAdded,

    /// <summary>The event appended to a text of an item.</summary>
    TextAppended,

    /// <summary>The event had a complete text or part of an item.</summary>
    PartFinished,

    /// <summary>The event appended to the audio or its transcript, which belong to no item.</summary>
    AudioAppended,
}
