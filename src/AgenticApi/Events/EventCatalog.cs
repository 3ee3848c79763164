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
        new(EventTypes.Error, (byte[] data, in EventFields fields) => new ErrorEvent(data, fields)),
    ];

    private static readonly Dictionary<string, int> Ids =
        Enumerable.Range(BareResponse + 1, All.Length - BareResponse - 1).ToDictionary(id => All[id].Type, StringComparer.Ordinal);

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> IdsByChars =
        Ids.GetAlternateLookup<ReadOnlySpan<char>>();

    public delegate ResponseStreamEvent Create(byte[] data, in EventFields fields);

    /// <summary>The id of a type; <see cref="Unknown"/> where it is not listed.</summary>
    public static int Find(string type) => Ids.GetValueOrDefault(type);

    /// <summary>The id of a type as it stands on the wire; <paramref name="guess"/> is tried first, for types come in runs.</summary>
    public static int Find(ReadOnlySpan<byte> type, int guess)
    {
        if (type.SequenceEqual(All[guess].Utf8))
        {
            return guess;
        }

        Span<char> chars = stackalloc char[80];
        return type.Length <= chars.Length
            && Encoding.UTF8.TryGetChars(type, chars, out var length)
            && IdsByChars.TryGetValue(chars[..length], out var id)
                ? id
                : Unknown;
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
