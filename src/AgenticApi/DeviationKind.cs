namespace AgenticApi;

/// <summary>What a server did differently from the protocol. The set grows with the servers: expect kinds you do not know.</summary>
public enum DeviationKind
{
    /// <summary>Sequence numbers are missing: events may be lost.</summary>
    SequenceGap,

    /// <summary>An event came again, as after a retried connection.</summary>
    RepeatedEvent,

    /// <summary>What came in an event's place is no JSON object.</summary>
    MalformedEvent,

    /// <summary>A text holds invalid UTF-8, or half of a surrogate pair without the other.</summary>
    BrokenText,

    /// <summary>An event has a field twice.</summary>
    DuplicateFields,

    /// <summary>An index of an event is negative, no whole number, too large, or taken by another annotation.</summary>
    InvalidIndex,

    /// <summary>An event of a type that this library does not know.</summary>
    UnknownEvent,

    /// <summary>An event that is one server's own, not the protocol's: <c>response.reasoning_part.*</c>, <c>response.done</c>, or a name of earlier days.</summary>
    DialectEvent,

    /// <summary>An event lacks the field that it exists for, or has it with a wrong type.</summary>
    FieldMissing,

    /// <summary>
    /// The stream does not begin with <c>response.created</c>, or <c>response.queued</c> or <c>response.in_progress</c> come after an item. A stream
    /// whose first number is above 0 is a resumed one, and may begin with any event.
    /// </summary>
    LifecycleOutOfOrder,

    /// <summary>An event came after the terminal one.</summary>
    EventAfterTerminal,

    /// <summary>An event came for an item, or a part of one, that was finished already.</summary>
    EventAfterItemDone,

    /// <summary>An item without <c>response.output_item.added</c>, as gpt-oss messages come from vLLM.</summary>
    ItemNotAnnounced,

    /// <summary>An item without <c>response.output_item.done</c> in a response that completed.</summary>
    ItemNotFinished,

    /// <summary>An item opens at an <c>output_index</c> that is not the next one: an item before it may be lost.</summary>
    OutputIndexSkipped,

    /// <summary>The id of a finished item is null.</summary>
    ItemIdMissing,

    /// <summary>The id of an item differs between its events.</summary>
    ItemIdUnstable,

    /// <summary>The terminal event gives an item another id than the stream did.</summary>
    ItemIdChanged,

    /// <summary>A later event gives a call another <c>call_id</c>.</summary>
    CallIdChanged,

    /// <summary>Fields of the event (<c>item_id</c>, <c>output_index</c>, <c>sequence_number</c>) stand inside the item.</summary>
    StrayItemFields,

    /// <summary>The status of a finished item or response is null or missing.</summary>
    StatusInferred,

    /// <summary>The final status is one that the protocol does not have.</summary>
    UnknownStatus,

    /// <summary>The terminal event's type says one ending and the status in it another.</summary>
    StatusContradictsEvent,

    /// <summary>A text without <c>response.content_part.added</c>.</summary>
    PartNotAnnounced,

    /// <summary>An item is finished while a part or text of it is open: the event that ends it is missing.</summary>
    PartNotFinished,

    /// <summary><c>content_index</c> changes within one part, as with vLLM before 0.20.</summary>
    PartIndexMoved,

    /// <summary>The whole text or the finished item says something else than the deltas did.</summary>
    DoneDiffersFromDeltas,

    /// <summary><c>output_index</c> starts again: the server runs several model rounds in one response.</summary>
    RoundRestarted,

    /// <summary>The response came as a bare object, without an event around it.</summary>
    BareResponse,

    /// <summary>A JSON body came where a stream was asked for.</summary>
    BodyInsteadOfStream,

    /// <summary>The terminal event has no output although items were streamed.</summary>
    TerminalOutputMissing,

    /// <summary>The terminal output leaves out an item that was streamed. A warning only where the item was neither a call nor visible text.</summary>
    TerminalOmitsItem,

    /// <summary>The terminal output has an item that was never streamed.</summary>
    TerminalAddsItem,

    /// <summary>The terminal output says something else than the stream did.</summary>
    TerminalContradictsStream,

    /// <summary>The arguments of a completed call are not one JSON object. Empty arguments count as an empty object.</summary>
    ArgumentsNotAnObject,

    /// <summary>The terminal event spells a call's arguments with other white space.</summary>
    ArgumentsReformatted,

    /// <summary>The terminal event encrypts the same reasoning anew.</summary>
    EncryptedContentChanged,

    /// <summary>Reading the stream failed, as when a connection breaks.</summary>
    ConnectionBroken,

    /// <summary>The response completed although an <c>error</c> event had come.</summary>
    CompletedAfterError,

    /// <summary>The stream stopped without a terminal event.</summary>
    StreamTruncated,
}
