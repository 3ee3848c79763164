namespace AgenticApi.Folding;

/// <summary>What an event does to the response.</summary>
internal enum Effect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Carries the response as it stands.</summary>
    Envelope,

    /// <summary>Carries the response as it ended.</summary>
    Terminal,

    /// <summary>Carries the error that ends the stream.</summary>
    Error,

    /// <summary>Opens an item.</summary>
    AddItem,

    /// <summary>Closes an item, whole.</summary>
    FinishItem,

    /// <summary>Opens a part.</summary>
    AddPart,

    /// <summary>Closes a part, whole.</summary>
    FinishPart,

    /// <summary>Appends the <c>delta</c> to a text.</summary>
    Append,

    /// <summary>Replaces a text by the whole of it.</summary>
    Replace,

    /// <summary>Adds an annotation to a part.</summary>
    Annotate,
}

/// <summary>One row: what an event does, and to which field of which item.</summary>
/// <param name="Effect">What it does.</param>
/// <param name="ItemType">The type of the item it is about; null where the event itself says.</param>
/// <param name="Container">The item's array that holds the part; null where the text belongs to the item itself.</param>
/// <param name="PartType">The type of that part; null where the event itself says.</param>
/// <param name="Text">The member that holds the text, in the part or item and in the <c>.done</c> event alike.</param>
/// <param name="Dialect">Whether the event is one server's own, not the protocol's.</param>
internal sealed record FoldRow(
    Effect Effect, string? ItemType = null, string? Container = null, string? PartType = null, string Text = "text", bool Dialect = false);

/// <summary>What every event does to the response: one row an event type, and nothing about it anywhere else.</summary>
internal static class FoldTable
{
    private const string Content = "content";
    private const string Summary = "summary";

    private static readonly Dictionary<string, FoldRow> Rows = new(StringComparer.Ordinal)
    {
        [EventTypes.Created] = new(Effect.Envelope),
        [EventTypes.Queued] = new(Effect.Envelope),
        [EventTypes.InProgress] = new(Effect.Envelope),
        [EventTypes.Completed] = new(Effect.Terminal),
        [EventTypes.Incomplete] = new(Effect.Terminal),
        [EventTypes.Failed] = new(Effect.Terminal),
        [EventTypes.Done] = new(Effect.Terminal, Dialect: true),
        [EventTypes.Error] = new(Effect.Error),

        [EventTypes.OutputItemAdded] = new(Effect.AddItem),
        [EventTypes.OutputItemDone] = new(Effect.FinishItem),

        [EventTypes.ContentPartAdded] = new(Effect.AddPart, null, Content),
        [EventTypes.ContentPartDone] = new(Effect.FinishPart, null, Content),
        [EventTypes.OutputTextDelta] = new(Effect.Append, ItemTypes.Message, Content, PartTypes.OutputText),
        [EventTypes.OutputTextDone] = new(Effect.Replace, ItemTypes.Message, Content, PartTypes.OutputText),
        [EventTypes.OutputTextAnnotationAdded] = new(Effect.Annotate, ItemTypes.Message, Content, PartTypes.OutputText),
        [EventTypes.RefusalDelta] = new(Effect.Append, ItemTypes.Message, Content, PartTypes.Refusal, "refusal"),
        [EventTypes.RefusalDone] = new(Effect.Replace, ItemTypes.Message, Content, PartTypes.Refusal, "refusal"),

        [EventTypes.ReasoningTextDelta] = new(Effect.Append, ItemTypes.Reasoning, Content, PartTypes.ReasoningText),
        [EventTypes.ReasoningTextDone] = new(Effect.Replace, ItemTypes.Reasoning, Content, PartTypes.ReasoningText),
        [EventTypes.ReasoningPartAdded] = new(Effect.AddPart, ItemTypes.Reasoning, Content, PartTypes.ReasoningText, Dialect: true),
        [EventTypes.ReasoningPartDone] = new(Effect.FinishPart, ItemTypes.Reasoning, Content, PartTypes.ReasoningText, Dialect: true),
        [EventTypes.ReasoningSummaryPartAdded] = new(Effect.AddPart, ItemTypes.Reasoning, Summary, PartTypes.SummaryText),
        [EventTypes.ReasoningSummaryPartDone] = new(Effect.FinishPart, ItemTypes.Reasoning, Summary, PartTypes.SummaryText),
        [EventTypes.ReasoningSummaryTextDelta] = new(Effect.Append, ItemTypes.Reasoning, Summary, PartTypes.SummaryText),
        [EventTypes.ReasoningSummaryTextDone] = new(Effect.Replace, ItemTypes.Reasoning, Summary, PartTypes.SummaryText),

        [EventTypes.FunctionCallArgumentsDelta] = new(Effect.Append, ItemTypes.FunctionCall, Text: "arguments"),
        [EventTypes.FunctionCallArgumentsDone] = new(Effect.Replace, ItemTypes.FunctionCall, Text: "arguments"),
    };

    private static readonly FoldRow[] RowsById =
        [.. EventCatalog.All.Select((entry, id) => id == EventCatalog.BareResponse
            ? new FoldRow(Effect.Terminal)
            : Rows.GetValueOrDefault(entry.Type, new FoldRow(Effect.None)))];

    /// <summary>The row of an event type by its id in <see cref="EventCatalog"/>.</summary>
    public static FoldRow Row(int typeId) => RowsById[typeId];
}
