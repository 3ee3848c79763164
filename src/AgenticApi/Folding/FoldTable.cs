namespace AgenticApi.Folding;

/// <summary>What every event does to the response: one row an event type, and nothing about it anywhere else.</summary>
internal static class FoldTable
{
    private static readonly TextPlace OutputText = new(ItemTypes.Message, "content", Shape.Parts, "text", PartTypes.OutputText);
    private static readonly TextPlace Refusal = new(ItemTypes.Message, "content", Shape.Parts, "refusal", PartTypes.Refusal);
    private static readonly TextPlace ReasoningText = new(ItemTypes.Reasoning, "content", Shape.Parts, "text", PartTypes.ReasoningText);
    private static readonly TextPlace SummaryText = new(ItemTypes.Reasoning, "summary", Shape.Parts, "text", PartTypes.SummaryText);
    private static readonly TextPlace[] MessagePlaces = [OutputText, Refusal];
    private static readonly TextPlace[] ReasoningPlaces = [ReasoningText, SummaryText];
    private static readonly TextPlace AnyPart = new(null, "content", Shape.Parts, "text");
    private static readonly TextPlace FunctionArguments = new(ItemTypes.FunctionCall, null, Shape.Item, "arguments");
    private static readonly TextPlace McpArguments = new(ItemTypes.McpCall, null, Shape.Item, "arguments");
    private static readonly TextPlace CustomInput = new(ItemTypes.CustomToolCall, null, Shape.Item, "input");
    private static readonly TextPlace Code = new(ItemTypes.CodeInterpreterCall, null, Shape.Item, "code");
    private static readonly TextPlace Diff = new(ItemTypes.ApplyPatchCall, "operation", Shape.Object, "diff");
    private static readonly TextPlace Command = new(ItemTypes.ShellCall, "action", Shape.Strings, "commands");
    private static readonly TextPlace Printed = new(ItemTypes.ShellCallOutput, "output", Shape.Parts, "stdout") { SecondMember = "stderr" };

    private static readonly Dictionary<string, FoldRow> Rows = new(StringComparer.Ordinal)
    {
        [EventTypes.Created] = new(Effect.Envelope),
        [EventTypes.Queued] = new(Effect.Envelope),
        [EventTypes.InProgress] = new(Effect.Envelope),
        [EventTypes.Completed] = new(Effect.Terminal),
        [EventTypes.Incomplete] = new(Effect.Terminal),
        [EventTypes.Failed] = new(Effect.Terminal),
        [EventTypes.Done] = new(Effect.Terminal, Dialect: true),
        [EventTypes.Cancelled] = new(Effect.Terminal, Dialect: true),
        [EventTypes.Error] = new(Effect.Error),
        [EventTypes.Keepalive] = new(Effect.None),
        [EventTypes.InjectCreated] = new(Effect.None),
        [EventTypes.InjectFailed] = new(Effect.None),

        [EventTypes.OutputItemAdded] = new(Effect.AddItem),
        [EventTypes.OutputItemDone] = new(Effect.FinishItem),

        [EventTypes.ContentPartAdded] = new(Effect.AddPart, AnyPart),
        [EventTypes.ContentPartDone] = new(Effect.FinishPart, AnyPart),
        [EventTypes.OutputTextDelta] = new(Effect.Append, OutputText),
        [EventTypes.OutputTextDone] = new(Effect.Replace, OutputText),
        [EventTypes.OutputTextAnnotationAdded] = new(Effect.Annotate, OutputText),
        [EventTypes.RefusalDelta] = new(Effect.Append, Refusal),
        [EventTypes.RefusalDone] = new(Effect.Replace, Refusal),

        [EventTypes.ReasoningTextDelta] = new(Effect.Append, ReasoningText),
        [EventTypes.ReasoningTextDone] = new(Effect.Replace, ReasoningText),
        [EventTypes.ReasoningPartAdded] = new(Effect.AddPart, ReasoningText, Dialect: true),
        [EventTypes.ReasoningPartDone] = new(Effect.FinishPart, ReasoningText, Dialect: true),
        [EventTypes.ReasoningSummaryPartAdded] = new(Effect.AddPart, SummaryText),
        [EventTypes.ReasoningSummaryPartDone] = new(Effect.FinishPart, SummaryText),
        [EventTypes.ReasoningSummaryTextDelta] = new(Effect.Append, SummaryText),
        [EventTypes.ReasoningSummaryTextDone] = new(Effect.Replace, SummaryText),

        [EventTypes.FunctionCallArgumentsDelta] = new(Effect.Append, FunctionArguments),
        [EventTypes.FunctionCallArgumentsDone] = new(Effect.Replace, FunctionArguments),
        [EventTypes.CustomToolCallInputDelta] = new(Effect.Append, CustomInput),
        [EventTypes.CustomToolCallInputDone] = new(Effect.Replace, CustomInput),

        [EventTypes.McpCallArgumentsDelta] = new(Effect.Append, McpArguments),
        [EventTypes.McpCallArgumentsDone] = new(Effect.Replace, McpArguments),
        [EventTypes.McpCallInProgress] = Status(ItemTypes.McpCall, Statuses.InProgress),
        [EventTypes.McpCallCompleted] = Status(ItemTypes.McpCall, Statuses.Completed),
        [EventTypes.McpCallFailed] = Status(ItemTypes.McpCall, Statuses.Failed),
        [EventTypes.McpListToolsInProgress] = Status(ItemTypes.McpListTools, null),
        [EventTypes.McpListToolsCompleted] = Status(ItemTypes.McpListTools, null),
        [EventTypes.McpListToolsFailed] = Status(ItemTypes.McpListTools, null),
        [EventTypes.McpToolCallInProgress] = Status(ItemTypes.McpToolCall, Statuses.InProgress) with { Dialect = true },
        [EventTypes.McpToolCallCompleted] = Status(ItemTypes.McpToolCall, Statuses.Completed) with { Dialect = true },

        [EventTypes.FileSearchCallInProgress] = Status(ItemTypes.FileSearchCall, Statuses.InProgress),
        [EventTypes.FileSearchCallSearching] = Status(ItemTypes.FileSearchCall, Statuses.Searching),
        [EventTypes.FileSearchCallCompleted] = Status(ItemTypes.FileSearchCall, Statuses.Completed),
        [EventTypes.WebSearchCallInProgress] = Status(ItemTypes.WebSearchCall, Statuses.InProgress),
        [EventTypes.WebSearchCallSearching] = Status(ItemTypes.WebSearchCall, Statuses.Searching),
        [EventTypes.WebSearchCallCompleted] = Status(ItemTypes.WebSearchCall, Statuses.Completed),

        [EventTypes.CodeInterpreterCallInProgress] = Status(ItemTypes.CodeInterpreterCall, Statuses.InProgress),
        [EventTypes.CodeInterpreterCallCodeDelta] = new(Effect.Append, Code),
        [EventTypes.CodeInterpreterCallCodeDone] = new(Effect.Replace, Code),
        [EventTypes.CodeInterpreterCallInterpreting] = Status(ItemTypes.CodeInterpreterCall, Statuses.Interpreting),
        [EventTypes.CodeInterpreterCallCompleted] = Status(ItemTypes.CodeInterpreterCall, Statuses.Completed),

        [EventTypes.ImageGenerationCallInProgress] = Status(ItemTypes.ImageGenerationCall, Statuses.InProgress),
        [EventTypes.ImageGenerationCallGenerating] = Status(ItemTypes.ImageGenerationCall, Statuses.Generating),
        [EventTypes.ImageGenerationCallPartialImage] = new(Effect.None),
        [EventTypes.ImageGenerationCallCompleted] = Status(ItemTypes.ImageGenerationCall, Statuses.Completed),

        [EventTypes.ShellCallCommandAdded] = new(Effect.AddPart, Command),
        [EventTypes.ShellCallCommandDelta] = new(Effect.Append, Command),
        [EventTypes.ShellCallCommandDone] = new(Effect.Replace, Command),
        [EventTypes.ShellCallOutputContentDelta] = new(Effect.Append, Printed),
        [EventTypes.ShellCallOutputContentDone] = new(Effect.FinishPart, Printed),
        [EventTypes.ApplyPatchCallOperationDiffDelta] = new(Effect.Append, Diff),
        [EventTypes.ApplyPatchCallOperationDiffDone] = new(Effect.Replace, Diff),

        [EventTypes.AudioDelta] = new(Effect.Hear),
        [EventTypes.AudioDone] = new(Effect.None),
        [EventTypes.AudioTranscriptDelta] = new(Effect.Transcribe),
        [EventTypes.AudioTranscriptDone] = new(Effect.None),
    };

    private static readonly FoldRow[] RowsById =
        [.. EventCatalog.All.Select((entry, id) => id switch
        {
            EventCatalog.Unknown => new FoldRow(Effect.Unknown),
            EventCatalog.BareResponse => new FoldRow(Effect.Terminal),
            _ => Rows[entry.Type],
        })];

    /// <summary>The row of an event type by its id in <see cref="EventCatalog"/>.</summary>
    public static FoldRow Row(int typeId) => RowsById[typeId];

    /// <summary>The places in an item's skeleton where parts may stand already.</summary>
    public static ReadOnlySpan<TextPlace> PartPlaces(string? itemType) => itemType switch
    {
        ItemTypes.Message => MessagePlaces,
        ItemTypes.Reasoning => ReasoningPlaces,
        _ => default,
    };

    private static FoldRow Status(string itemType, string? status) =>
        new(Effect.SetStatus, new TextPlace(itemType, null, Shape.Item, ""), status);
}
