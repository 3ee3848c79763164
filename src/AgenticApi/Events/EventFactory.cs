using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Creates the event object of the class that belongs to an event type. <see cref="EventTable"/> has all other facts about a type.
/// </summary>
internal static class EventFactory
{
    private static readonly Dictionary<string, Factory> Factories = new(StringComparer.Ordinal)
    {
        [EventTypes.Created] = static (byte[] data, in EventFields fields) => new ResponseCreatedEvent(data, fields),
        [EventTypes.Queued] = static (byte[] data, in EventFields fields) => new ResponseQueuedEvent(data, fields),
        [EventTypes.InProgress] = static (byte[] data, in EventFields fields) => new ResponseInProgressEvent(data, fields),
        [EventTypes.Completed] = static (byte[] data, in EventFields fields) => new ResponseCompletedEvent(data, fields),
        [EventTypes.Incomplete] = static (byte[] data, in EventFields fields) => new ResponseIncompleteEvent(data, fields),
        [EventTypes.Failed] = static (byte[] data, in EventFields fields) => new ResponseFailedEvent(data, fields),
        [EventTypes.Done] = static (byte[] data, in EventFields fields) => new ResponseDoneEvent(data, fields),
        [EventTypes.OutputItemAdded] = static (byte[] data, in EventFields fields) => new OutputItemAddedEvent(data, fields),
        [EventTypes.OutputItemDone] = static (byte[] data, in EventFields fields) => new OutputItemDoneEvent(data, fields),
        [EventTypes.ContentPartAdded] = static (byte[] data, in EventFields fields) => new ContentPartAddedEvent(data, fields),
        [EventTypes.ContentPartDone] = static (byte[] data, in EventFields fields) => new ContentPartDoneEvent(data, fields),
        [EventTypes.OutputTextDelta] = static (byte[] data, in EventFields fields) => new OutputTextDeltaEvent(data, fields),
        [EventTypes.OutputTextDone] = static (byte[] data, in EventFields fields) => new OutputTextDoneEvent(data, fields),
        [EventTypes.OutputTextAnnotationAdded] = static (byte[] data, in EventFields fields) => new OutputTextAnnotationAddedEvent(data, fields),
        [EventTypes.RefusalDelta] = static (byte[] data, in EventFields fields) => new RefusalDeltaEvent(data, fields),
        [EventTypes.RefusalDone] = static (byte[] data, in EventFields fields) => new RefusalDoneEvent(data, fields),
        [EventTypes.ReasoningTextDelta] = static (byte[] data, in EventFields fields) => new ReasoningTextDeltaEvent(data, fields),
        [EventTypes.ReasoningTextDone] = static (byte[] data, in EventFields fields) => new ReasoningTextDoneEvent(data, fields),
        [EventTypes.ReasoningPartAdded] = static (byte[] data, in EventFields fields) => new ReasoningPartAddedEvent(data, fields),
        [EventTypes.ReasoningPartDone] = static (byte[] data, in EventFields fields) => new ReasoningPartDoneEvent(data, fields),
        [EventTypes.ReasoningSummaryPartAdded] = static (byte[] data, in EventFields fields) => new ReasoningSummaryPartAddedEvent(data, fields),
        [EventTypes.ReasoningSummaryPartDone] = static (byte[] data, in EventFields fields) => new ReasoningSummaryPartDoneEvent(data, fields),
        [EventTypes.ReasoningSummaryTextDelta] = static (byte[] data, in EventFields fields) => new ReasoningSummaryTextDeltaEvent(data, fields),
        [EventTypes.ReasoningSummaryTextDone] = static (byte[] data, in EventFields fields) => new ReasoningSummaryTextDoneEvent(data, fields),
        [EventTypes.FunctionCallArgumentsDelta] = static (byte[] data, in EventFields fields) => new FunctionCallArgumentsDeltaEvent(data, fields),
        [EventTypes.FunctionCallArgumentsDone] = static (byte[] data, in EventFields fields) => new FunctionCallArgumentsDoneEvent(data, fields),
        [EventTypes.Cancelled] = static (byte[] data, in EventFields fields) => new ResponseCancelledEvent(data, fields),
        [EventTypes.CustomToolCallInputDelta] = static (byte[] data, in EventFields fields) => new CustomToolCallInputDeltaEvent(data, fields),
        [EventTypes.CustomToolCallInputDone] = static (byte[] data, in EventFields fields) => new CustomToolCallInputDoneEvent(data, fields),
        [EventTypes.McpCallArgumentsDelta] = static (byte[] data, in EventFields fields) => new McpCallArgumentsDeltaEvent(data, fields),
        [EventTypes.McpCallArgumentsDone] = static (byte[] data, in EventFields fields) => new McpCallArgumentsDoneEvent(data, fields),
        [EventTypes.CodeInterpreterCallCodeDelta] = static (byte[] data, in EventFields fields) => new CodeInterpreterCallCodeDeltaEvent(data, fields),
        [EventTypes.CodeInterpreterCallCodeDone] = static (byte[] data, in EventFields fields) => new CodeInterpreterCallCodeDoneEvent(data, fields),
        [EventTypes.ImageGenerationCallPartialImage] = static (byte[] data, in EventFields fields) => new ImageGenerationCallPartialImageEvent(data, fields),
        [EventTypes.ShellCallCommandAdded] = static (byte[] data, in EventFields fields) => new ShellCallCommandAddedEvent(data, fields),
        [EventTypes.ShellCallCommandDelta] = static (byte[] data, in EventFields fields) => new ShellCallCommandDeltaEvent(data, fields),
        [EventTypes.ShellCallCommandDone] = static (byte[] data, in EventFields fields) => new ShellCallCommandDoneEvent(data, fields),
        [EventTypes.ShellCallOutputContentDelta] = static (byte[] data, in EventFields fields) => new ShellCallOutputContentDeltaEvent(data, fields),
        [EventTypes.ShellCallOutputContentDone] = static (byte[] data, in EventFields fields) => new ShellCallOutputContentDoneEvent(data, fields),
        [EventTypes.ApplyPatchCallOperationDiffDelta] = static (byte[] data, in EventFields fields) => new ApplyPatchCallOperationDiffDeltaEvent(data, fields),
        [EventTypes.ApplyPatchCallOperationDiffDone] = static (byte[] data, in EventFields fields) => new ApplyPatchCallOperationDiffDoneEvent(data, fields),
        [EventTypes.AudioDelta] = static (byte[] data, in EventFields fields) => new AudioDeltaEvent(data, fields),
        [EventTypes.AudioDone] = static (byte[] data, in EventFields fields) => new AudioDoneEvent(data, fields),
        [EventTypes.AudioTranscriptDelta] = static (byte[] data, in EventFields fields) => new AudioTranscriptDeltaEvent(data, fields),
        [EventTypes.AudioTranscriptDone] = static (byte[] data, in EventFields fields) => new AudioTranscriptDoneEvent(data, fields),
        [EventTypes.Keepalive] = static (byte[] data, in EventFields fields) => new KeepaliveEvent(data, fields),
        [EventTypes.InjectCreated] = static (byte[] data, in EventFields fields) => new InjectCreatedEvent(data, fields),
        [EventTypes.InjectFailed] = static (byte[] data, in EventFields fields) => new InjectFailedEvent(data, fields),
        [EventTypes.Error] = static (byte[] data, in EventFields fields) => new ErrorEvent(data, fields),
    };

    private static readonly Factory[] ByRow = Array.ConvertAll(EventTable.Rows, FactoryOf);

    private delegate ResponseStreamEvent Factory(byte[] data, in EventFields fields);

    /// <summary>Creates an event. It keeps the array.</summary>
    public static ResponseStreamEvent Create(byte[] data, in EventFields fields, JsonMember[] payload)
    {
        var created = fields.Row == EventTable.Unknown ? new UnknownEvent(data, fields)
            : fields.Row == EventTable.BareResponse ? new BareResponseEvent(data, fields)
            : ByRow[fields.Row.Id](data, fields);
        created.PayloadMembers = payload;
        return created;
    }

    private static Factory FactoryOf(EventRow row) =>
        row.Effect == Effect.SetStatus ? static (byte[] data, in EventFields fields) => new ItemStatusEvent(data, fields) : Factories[row.Type];
}
