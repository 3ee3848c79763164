using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AgenticApi;

/// <summary>The event types with a class of their own. A type's place in <see cref="All"/> is its id within the process.</summary>
internal static class EventCatalog
{
    /// <summary>The id of every type that is not listed.</summary>
    public const int Unknown = 0;

    /// <summary>The id of a response that stands where an event was due: it has no type.</summary>
    public const int BareResponse = 1;

    /// <summary>The listed types, after the two that have no name.</summary>
    public static readonly Entry[] All =
    [
        new("", (byte[] data, in EventFields fields) => new UnknownEvent(data, fields)),
        new("", (byte[] data, in EventFields fields) => new BareResponseEvent(data, fields)),
        new(EventTypes.Created, (byte[] data, in EventFields fields) => new ResponseCreatedEvent(data, fields)),
        new(EventTypes.Queued, (byte[] data, in EventFields fields) => new ResponseQueuedEvent(data, fields)),
        new(EventTypes.InProgress, (byte[] data, in EventFields fields) => new ResponseInProgressEvent(data, fields)),
        new(EventTypes.Completed, (byte[] data, in EventFields fields) => new ResponseCompletedEvent(data, fields)),
        new(EventTypes.Incomplete, (byte[] data, in EventFields fields) => new ResponseIncompleteEvent(data, fields)),
        new(EventTypes.Failed, (byte[] data, in EventFields fields) => new ResponseFailedEvent(data, fields)),
        new(EventTypes.Done, (byte[] data, in EventFields fields) => new ResponseDoneEvent(data, fields)),
        new(EventTypes.OutputItemAdded, (byte[] data, in EventFields fields) => new OutputItemAddedEvent(data, fields)),
        new(EventTypes.OutputItemDone, (byte[] data, in EventFields fields) => new OutputItemDoneEvent(data, fields)),
        new(EventTypes.ContentPartAdded, (byte[] data, in EventFields fields) => new ContentPartAddedEvent(data, fields)),
        new(EventTypes.ContentPartDone, (byte[] data, in EventFields fields) => new ContentPartDoneEvent(data, fields)),
        new(EventTypes.OutputTextDelta, (byte[] data, in EventFields fields) => new OutputTextDeltaEvent(data, fields)),
        new(EventTypes.OutputTextDone, (byte[] data, in EventFields fields) => new OutputTextDoneEvent(data, fields)),
        new(EventTypes.OutputTextAnnotationAdded, (byte[] data, in EventFields fields) => new OutputTextAnnotationAddedEvent(data, fields)),
        new(EventTypes.RefusalDelta, (byte[] data, in EventFields fields) => new RefusalDeltaEvent(data, fields)),
        new(EventTypes.RefusalDone, (byte[] data, in EventFields fields) => new RefusalDoneEvent(data, fields)),
        new(EventTypes.ReasoningTextDelta, (byte[] data, in EventFields fields) => new ReasoningTextDeltaEvent(data, fields)),
        new(EventTypes.ReasoningTextDone, (byte[] data, in EventFields fields) => new ReasoningTextDoneEvent(data, fields)),
        new(EventTypes.ReasoningPartAdded, (byte[] data, in EventFields fields) => new ReasoningPartAddedEvent(data, fields)),
        new(EventTypes.ReasoningPartDone, (byte[] data, in EventFields fields) => new ReasoningPartDoneEvent(data, fields)),
        new(EventTypes.ReasoningSummaryPartAdded, (byte[] data, in EventFields fields) => new ReasoningSummaryPartAddedEvent(data, fields)),
        new(EventTypes.ReasoningSummaryPartDone, (byte[] data, in EventFields fields) => new ReasoningSummaryPartDoneEvent(data, fields)),
        new(EventTypes.ReasoningSummaryTextDelta, (byte[] data, in EventFields fields) => new ReasoningSummaryTextDeltaEvent(data, fields)),
        new(EventTypes.ReasoningSummaryTextDone, (byte[] data, in EventFields fields) => new ReasoningSummaryTextDoneEvent(data, fields)),
        new(EventTypes.FunctionCallArgumentsDelta, (byte[] data, in EventFields fields) => new FunctionCallArgumentsDeltaEvent(data, fields)),
        new(EventTypes.FunctionCallArgumentsDone, (byte[] data, in EventFields fields) => new FunctionCallArgumentsDoneEvent(data, fields)),
        new(EventTypes.Cancelled, (byte[] data, in EventFields fields) => new ResponseCancelledEvent(data, fields)),
        new(EventTypes.CustomToolCallInputDelta, (byte[] data, in EventFields fields) => new CustomToolCallInputDeltaEvent(data, fields)),
        new(EventTypes.CustomToolCallInputDone, (byte[] data, in EventFields fields) => new CustomToolCallInputDoneEvent(data, fields)),
        new(EventTypes.McpCallArgumentsDelta, (byte[] data, in EventFields fields) => new McpCallArgumentsDeltaEvent(data, fields)),
        new(EventTypes.McpCallArgumentsDone, (byte[] data, in EventFields fields) => new McpCallArgumentsDoneEvent(data, fields)),
        new(EventTypes.McpCallInProgress, (byte[] data, in EventFields fields) => new McpCallInProgressEvent(data, fields)),
        new(EventTypes.McpCallCompleted, (byte[] data, in EventFields fields) => new McpCallCompletedEvent(data, fields)),
        new(EventTypes.McpCallFailed, (byte[] data, in EventFields fields) => new McpCallFailedEvent(data, fields)),
        new(EventTypes.McpListToolsInProgress, (byte[] data, in EventFields fields) => new McpListToolsInProgressEvent(data, fields)),
        new(EventTypes.McpListToolsCompleted, (byte[] data, in EventFields fields) => new McpListToolsCompletedEvent(data, fields)),
        new(EventTypes.McpListToolsFailed, (byte[] data, in EventFields fields) => new McpListToolsFailedEvent(data, fields)),
        new(EventTypes.McpToolCallInProgress, (byte[] data, in EventFields fields) => new McpToolCallInProgressEvent(data, fields)),
        new(EventTypes.McpToolCallCompleted, (byte[] data, in EventFields fields) => new McpToolCallCompletedEvent(data, fields)),
        new(EventTypes.FileSearchCallInProgress, (byte[] data, in EventFields fields) => new FileSearchCallInProgressEvent(data, fields)),
        new(EventTypes.FileSearchCallSearching, (byte[] data, in EventFields fields) => new FileSearchCallSearchingEvent(data, fields)),
        new(EventTypes.FileSearchCallCompleted, (byte[] data, in EventFields fields) => new FileSearchCallCompletedEvent(data, fields)),
        new(EventTypes.WebSearchCallInProgress, (byte[] data, in EventFields fields) => new WebSearchCallInProgressEvent(data, fields)),
        new(EventTypes.WebSearchCallSearching, (byte[] data, in EventFields fields) => new WebSearchCallSearchingEvent(data, fields)),
        new(EventTypes.WebSearchCallCompleted, (byte[] data, in EventFields fields) => new WebSearchCallCompletedEvent(data, fields)),
        new(EventTypes.CodeInterpreterCallInProgress, (byte[] data, in EventFields fields) => new CodeInterpreterCallInProgressEvent(data, fields)),
        new(EventTypes.CodeInterpreterCallCodeDelta, (byte[] data, in EventFields fields) => new CodeInterpreterCallCodeDeltaEvent(data, fields)),
        new(EventTypes.CodeInterpreterCallCodeDone, (byte[] data, in EventFields fields) => new CodeInterpreterCallCodeDoneEvent(data, fields)),
        new(EventTypes.CodeInterpreterCallInterpreting, (byte[] data, in EventFields fields) => new CodeInterpreterCallInterpretingEvent(data, fields)),
        new(EventTypes.CodeInterpreterCallCompleted, (byte[] data, in EventFields fields) => new CodeInterpreterCallCompletedEvent(data, fields)),
        new(EventTypes.ImageGenerationCallInProgress, (byte[] data, in EventFields fields) => new ImageGenerationCallInProgressEvent(data, fields)),
        new(EventTypes.ImageGenerationCallGenerating, (byte[] data, in EventFields fields) => new ImageGenerationCallGeneratingEvent(data, fields)),
        new(EventTypes.ImageGenerationCallPartialImage, (byte[] data, in EventFields fields) => new ImageGenerationCallPartialImageEvent(data, fields)),
        new(EventTypes.ImageGenerationCallCompleted, (byte[] data, in EventFields fields) => new ImageGenerationCallCompletedEvent(data, fields)),
        new(EventTypes.ShellCallCommandAdded, (byte[] data, in EventFields fields) => new ShellCallCommandAddedEvent(data, fields)),
        new(EventTypes.ShellCallCommandDelta, (byte[] data, in EventFields fields) => new ShellCallCommandDeltaEvent(data, fields)),
        new(EventTypes.ShellCallCommandDone, (byte[] data, in EventFields fields) => new ShellCallCommandDoneEvent(data, fields)),
        new(EventTypes.ShellCallOutputContentDelta, (byte[] data, in EventFields fields) => new ShellCallOutputContentDeltaEvent(data, fields)),
        new(EventTypes.ShellCallOutputContentDone, (byte[] data, in EventFields fields) => new ShellCallOutputContentDoneEvent(data, fields)),
        new(EventTypes.ApplyPatchCallOperationDiffDelta, (byte[] data, in EventFields fields) => new ApplyPatchCallOperationDiffDeltaEvent(data, fields)),
        new(EventTypes.ApplyPatchCallOperationDiffDone, (byte[] data, in EventFields fields) => new ApplyPatchCallOperationDiffDoneEvent(data, fields)),
        new(EventTypes.AudioDelta, (byte[] data, in EventFields fields) => new AudioDeltaEvent(data, fields)),
        new(EventTypes.AudioDone, (byte[] data, in EventFields fields) => new AudioDoneEvent(data, fields)),
        new(EventTypes.AudioTranscriptDelta, (byte[] data, in EventFields fields) => new AudioTranscriptDeltaEvent(data, fields)),
        new(EventTypes.AudioTranscriptDone, (byte[] data, in EventFields fields) => new AudioTranscriptDoneEvent(data, fields)),
        new(EventTypes.Keepalive, (byte[] data, in EventFields fields) => new KeepaliveEvent(data, fields)),
        new(EventTypes.InjectCreated, (byte[] data, in EventFields fields) => new InjectCreatedEvent(data, fields)),
        new(EventTypes.InjectFailed, (byte[] data, in EventFields fields) => new InjectFailedEvent(data, fields)),
        new(EventTypes.Error, (byte[] data, in EventFields fields) => new ErrorEvent(data, fields)),
    ];

    /// <summary>Names that early servers and clients used, and proxies may send still.</summary>
    private static readonly (string Name, string Today)[] Aliases =
    [
        ("response.reasoning.delta", EventTypes.ReasoningTextDelta),
        ("response.reasoning.done", EventTypes.ReasoningTextDone),
        ("response.reasoning_summary.delta", EventTypes.ReasoningSummaryTextDelta),
        ("response.reasoning_summary.done", EventTypes.ReasoningSummaryTextDone),
        ("response.output_text_annotation.added", EventTypes.OutputTextAnnotationAdded),
        ("response.mcp_call.arguments_delta", EventTypes.McpCallArgumentsDelta),
        ("response.mcp_call.arguments_done", EventTypes.McpCallArgumentsDone),
        ("response.code_interpreter_call.code.delta", EventTypes.CodeInterpreterCallCodeDelta),
        ("response.code_interpreter_call.code.done", EventTypes.CodeInterpreterCallCodeDone),
        ("response.audio_transcript.delta", EventTypes.AudioTranscriptDelta),
        ("response.audio_transcript.done", EventTypes.AudioTranscriptDone),
    ];

    private static readonly Dictionary<string, int> Ids = Index();

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IdsByChars =
        Ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public delegate ResponseStreamEvent Create(byte[] data, in EventFields fields);

    /// <summary>The id of a type; <see cref="Unknown"/> where it is not listed.</summary>
    public static int Find(string type) => Ids.GetValueOrDefault(type);

    /// <summary>The id of a type as it stands on the wire; <paramref name="guess"/> is tried first, for types come in runs.</summary>
    public static int Find(ReadOnlySpan<byte> type, int guess, out bool isAlias)
    {
        isAlias = false;
        if (type.SequenceEqual(All[guess].Utf8))
        {
            return guess;
        }

        Span<char> chars = stackalloc char[80];
        if (type.Length > chars.Length
            || !Encoding.UTF8.TryGetChars(type, chars, out var length)
            || !IdsByChars.TryGetValue(chars[..length], out var id))
        {
            return Unknown;
        }

        isAlias = !type.SequenceEqual(All[id].Utf8);
        return id;
    }

    private static Dictionary<string, int> Index()
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = BareResponse + 1; id < All.Length; id++)
        {
            ids.Add(All[id].Type, id);
        }

        foreach (var (name, today) in Aliases)
        {
            ids.Add(name, ids[today]);
        }

        return ids;
    }

    /// <summary>One listed type.</summary>
    [SuppressMessage("Performance", "CA1819", Justification = "Internal, and never written to.")]
    internal sealed class Entry(string type, Create create)
    {
        public string Type { get; } = type;

        public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(type);

        public Create Create { get; } = create;
    }
}
