namespace AgenticApi;

/// <summary>The kinds of protocol violation. Later versions can add kinds, so code must accept values that it does not know.</summary>
public enum DeviationKind
{
    /// <summary>Sequence numbers are missing. Events may be lost.</summary>
    SequenceGap,

    /// <summary>An event was received twice, for example after a retried connection.</summary>
    RepeatedEvent,

    /// <summary>An event is not a JSON object.</summary>
    MalformedEvent,

    /// <summary>A text contains invalid UTF-8, or one half of a surrogate pair.</summary>
    BrokenText,

    /// <summary>An event, or an object in it, has the same member twice.</summary>
    DuplicateFields,

    /// <summary>An index of an event is negative, not a whole number, too large, or already used by another annotation.</summary>
    InvalidIndex,

    /// <summary>The library does not know the type of an event.</summary>
    UnknownEvent,

    /// <summary>
    /// An event belongs to one server and not to the protocol (<c>response.reasoning_part.*</c>, <c>response.done</c>), or has a former
    /// name.
    /// </summary>
    DialectEvent,

    /// <summary>An event lacks its payload, the member that it exists for, or the payload has a wrong type.</summary>
    FieldMissing,

    /// <summary>
    /// The stream does not start with <c>response.created</c>, or has <c>response.queued</c> or <c>response.in_progress</c> after an item.
    /// A stream whose first sequence number is greater than 0 is a resumed one and may start with any event.
    /// </summary>
    LifecycleOutOfOrder,

    /// <summary>An event was received after the terminal event.</summary>
    EventAfterTerminal,

    /// <summary>An event was received for an item or a part that was already finished.</summary>
    EventAfterItemDone,

    /// <summary>An item has no <c>response.output_item.added</c>, such as gpt-oss messages from vLLM.</summary>
    ItemNotAnnounced,

    /// <summary>An item has no <c>response.output_item.done</c> in a completed response.</summary>
    ItemNotFinished,

    /// <summary>An item starts at an <c>output_index</c> that is not the next one. An item before it may be lost.</summary>
    OutputIndexSkipped,

    /// <summary>The id of a finished item is null.</summary>
    ItemIdMissing,

    /// <summary>The id of an item differs between its events.</summary>
    ItemIdUnstable,

    /// <summary>The terminal event has another id for an item than the stream.</summary>
    ItemIdChanged,

    /// <summary>A later event has another <c>call_id</c> for a call.</summary>
    CallIdChanged,

    /// <summary>Members of the event (<c>item_id</c>, <c>output_index</c>, <c>sequence_number</c>) are inside the item.</summary>
    StrayItemFields,

    /// <summary>The status of a finished item or response is null or missing.</summary>
    StatusInferred,

    /// <summary>The protocol does not define the final status.</summary>
    UnknownStatus,

    /// <summary>The type of the terminal event and the status in it name different endings.</summary>
    StatusContradictsEvent,

    /// <summary>A text has no <c>response.content_part.added</c>.</summary>
    PartNotAnnounced,

    /// <summary>An item is finished while a part or text of it is open. The event that ends the part is missing.</summary>
    PartNotFinished,

    /// <summary><c>content_index</c> changes within one part, as in vLLM before 0.20.</summary>
    PartIndexMoved,

    /// <summary>The complete text or the finished item differs from the deltas.</summary>
    DoneDiffersFromDeltas,

    /// <summary><c>output_index</c> restarts: the server runs several model rounds in one response.</summary>
    RoundRestarted,

    /// <summary>The response has no event around it, or its members are in the terminal event itself.</summary>
    BareResponse,

    /// <summary>The server sent a JSON body instead of a stream.</summary>
    BodyInsteadOfStream,

    /// <summary>The terminal event has no output although items were streamed.</summary>
    TerminalOutputMissing,

    /// <summary>
    /// The terminal output lacks an item that was streamed. Severity error if the item is a call or visible text, otherwise warning.
    /// </summary>
    TerminalOmitsItem,

    /// <summary>The terminal output has an item that was not streamed.</summary>
    TerminalAddsItem,

    /// <summary>The terminal output differs from the streamed items.</summary>
    TerminalContradictsStream,

    /// <summary>The arguments of a completed call are not one JSON object. Empty arguments count as an empty object.</summary>
    ArgumentsNotAnObject,

    /// <summary>The terminal event has the arguments of a call with different white space.</summary>
    ArgumentsReformatted,

    /// <summary>The terminal event has the same reasoning, encrypted again.</summary>
    EncryptedContentChanged,

    /// <summary>Reading the stream failed, for example because the connection broke.</summary>
    ConnectionBroken,

    /// <summary>The response completed although an <c>error</c> event was received.</summary>
    CompletedAfterError,

    /// <summary>The stream stopped without a terminal event.</summary>
    StreamTruncated,
}
