using System.Text;

namespace AgenticApi.Protocol;

/// <summary>
/// The event types of the protocol and of dialects, one row for each. All facts about a type are in its row and nowhere else.
/// </summary>
internal static class EventTable
{
    /// <summary>The row of all types that the table does not list.</summary>
    public static readonly EventRow Unknown = new("", Effect.Unknown);

    /// <summary>The row of a response that has no event around it. It has no type; its payload is the whole object.</summary>
    public static readonly EventRow BareResponse = new("", Effect.Terminal);

    /// <summary>The rows of the listed types.</summary>
    public static readonly EventRow[] Rows = Numbered(
    [
        new(EventTypes.Created, Effect.Envelope, WireMember.Response),
        new(EventTypes.Queued, Effect.Envelope, WireMember.Response),
        new(EventTypes.InProgress, Effect.Envelope, WireMember.Response),
        new(EventTypes.Completed, Effect.Terminal, WireMember.Response),
        new(EventTypes.Incomplete, Effect.Terminal, WireMember.Response),
        new(EventTypes.Failed, Effect.Terminal, WireMember.Response),
        new(EventTypes.Done, Effect.Terminal, WireMember.Response) { IsDialect = true },
        new(EventTypes.Cancelled, Effect.Terminal, WireMember.Response) { IsDialect = true },
        new(EventTypes.Error, Effect.Error, WireMember.Error),
        new(EventTypes.Keepalive, Effect.None),
        new(EventTypes.InjectCreated, Effect.None),
        new(EventTypes.InjectFailed, Effect.None),

        new(EventTypes.OutputItemAdded, Effect.AddItem, WireMember.Item),
        new(EventTypes.OutputItemDone, Effect.FinishItem, WireMember.Item),

        new(EventTypes.ContentPartAdded, Effect.AddPart, WireMember.Part, TextPlaces.AnyPart) { Index = WireMember.ContentIndex },
        new(EventTypes.ContentPartDone, Effect.FinishPart, WireMember.Part, TextPlaces.AnyPart) { Index = WireMember.ContentIndex },
        new(EventTypes.OutputTextDelta, Effect.Append, WireMember.Delta, TextPlaces.OutputText) { Index = WireMember.ContentIndex },
        new(EventTypes.OutputTextDone, Effect.Replace, WireMember.Text, TextPlaces.OutputText) { Index = WireMember.ContentIndex },
        new(EventTypes.OutputTextAnnotationAdded, Effect.Annotate, WireMember.Annotation, TextPlaces.OutputText) { Index = WireMember.ContentIndex, Aliases = ["response.output_text_annotation.added"] },
        new(EventTypes.RefusalDelta, Effect.Append, WireMember.Delta, TextPlaces.Refusal) { Index = WireMember.ContentIndex },
        new(EventTypes.RefusalDone, Effect.Replace, WireMember.Refusal, TextPlaces.Refusal) { Index = WireMember.ContentIndex },

        new(EventTypes.ReasoningTextDelta, Effect.Append, WireMember.Delta, TextPlaces.ReasoningText) { Index = WireMember.ContentIndex, Aliases = ["response.reasoning.delta"] },
        new(EventTypes.ReasoningTextDone, Effect.Replace, WireMember.Text, TextPlaces.ReasoningText) { Index = WireMember.ContentIndex, Aliases = ["response.reasoning.done"] },
        new(EventTypes.ReasoningPartAdded, Effect.AddPart, WireMember.Part, TextPlaces.ReasoningText) { Index = WireMember.ContentIndex, IsDialect = true },
        new(EventTypes.ReasoningPartDone, Effect.FinishPart, WireMember.Part, TextPlaces.ReasoningText) { Index = WireMember.ContentIndex, IsDialect = true },
        new(EventTypes.ReasoningSummaryPartAdded, Effect.AddPart, WireMember.Part, TextPlaces.SummaryText) { Index = WireMember.SummaryIndex },
        new(EventTypes.ReasoningSummaryPartDone, Effect.FinishPart, WireMember.Part, TextPlaces.SummaryText) { Index = WireMember.SummaryIndex },
        new(EventTypes.ReasoningSummaryTextDelta, Effect.Append, WireMember.Delta, TextPlaces.SummaryText) { Index = WireMember.SummaryIndex, Aliases = ["response.reasoning_summary.delta"] },
        new(EventTypes.ReasoningSummaryTextDone, Effect.Replace, WireMember.Text, TextPlaces.SummaryText) { Index = WireMember.SummaryIndex, Aliases = ["response.reasoning_summary.done"] },

        new(EventTypes.FunctionCallArgumentsDelta, Effect.Append, WireMember.Delta, TextPlaces.FunctionArguments),
        new(EventTypes.FunctionCallArgumentsDone, Effect.Replace, WireMember.Arguments, TextPlaces.FunctionArguments),
        new(EventTypes.CustomToolCallInputDelta, Effect.Append, WireMember.Delta, TextPlaces.CustomInput),
        new(EventTypes.CustomToolCallInputDone, Effect.Replace, WireMember.Input, TextPlaces.CustomInput),

        new(EventTypes.McpCallArgumentsDelta, Effect.Append, WireMember.Delta, TextPlaces.McpArguments) { Aliases = ["response.mcp_call.arguments_delta"] },
        new(EventTypes.McpCallArgumentsDone, Effect.Replace, WireMember.Arguments, TextPlaces.McpArguments) { Aliases = ["response.mcp_call.arguments_done"] },
        Status(EventTypes.McpCallInProgress, ItemTypes.McpCall, Statuses.InProgress),
        Status(EventTypes.McpCallCompleted, ItemTypes.McpCall, Statuses.Completed),
        Status(EventTypes.McpCallFailed, ItemTypes.McpCall, Statuses.Failed),
        Status(EventTypes.McpListToolsInProgress, ItemTypes.McpListTools, null),
        Status(EventTypes.McpListToolsCompleted, ItemTypes.McpListTools, null),
        Status(EventTypes.McpListToolsFailed, ItemTypes.McpListTools, null),
        Status(EventTypes.McpToolCallInProgress, ItemTypes.McpToolCall, Statuses.InProgress) with { IsDialect = true },
        Status(EventTypes.McpToolCallCompleted, ItemTypes.McpToolCall, Statuses.Completed) with { IsDialect = true },

        Status(EventTypes.FileSearchCallInProgress, ItemTypes.FileSearchCall, Statuses.InProgress),
        Status(EventTypes.FileSearchCallSearching, ItemTypes.FileSearchCall, Statuses.Searching),
        Status(EventTypes.FileSearchCallCompleted, ItemTypes.FileSearchCall, Statuses.Completed),
        Status(EventTypes.WebSearchCallInProgress, ItemTypes.WebSearchCall, Statuses.InProgress),
        Status(EventTypes.WebSearchCallSearching, ItemTypes.WebSearchCall, Statuses.Searching),
        Status(EventTypes.WebSearchCallCompleted, ItemTypes.WebSearchCall, Statuses.Completed),

        Status(EventTypes.CodeInterpreterCallInProgress, ItemTypes.CodeInterpreterCall, Statuses.InProgress),
        new(EventTypes.CodeInterpreterCallCodeDelta, Effect.Append, WireMember.Delta, TextPlaces.Code) { Aliases = ["response.code_interpreter_call.code.delta"] },
        new(EventTypes.CodeInterpreterCallCodeDone, Effect.Replace, WireMember.Code, TextPlaces.Code) { Aliases = ["response.code_interpreter_call.code.done"] },
        Status(EventTypes.CodeInterpreterCallInterpreting, ItemTypes.CodeInterpreterCall, Statuses.Interpreting),
        Status(EventTypes.CodeInterpreterCallCompleted, ItemTypes.CodeInterpreterCall, Statuses.Completed),

        Status(EventTypes.ImageGenerationCallInProgress, ItemTypes.ImageGenerationCall, Statuses.InProgress),
        Status(EventTypes.ImageGenerationCallGenerating, ItemTypes.ImageGenerationCall, Statuses.Generating),
        new(EventTypes.ImageGenerationCallPartialImage, Effect.None),
        Status(EventTypes.ImageGenerationCallCompleted, ItemTypes.ImageGenerationCall, Statuses.Completed),

        new(EventTypes.ShellCallCommandAdded, Effect.AddPart, WireMember.Command, TextPlaces.Command) { Index = WireMember.CommandIndex },
        new(EventTypes.ShellCallCommandDelta, Effect.Append, WireMember.Delta, TextPlaces.Command) { Index = WireMember.CommandIndex },
        new(EventTypes.ShellCallCommandDone, Effect.Replace, WireMember.Command, TextPlaces.Command) { Index = WireMember.CommandIndex },
        new(EventTypes.ShellCallOutputContentDelta, Effect.Append, WireMember.Delta, TextPlaces.CommandOutput) { Index = WireMember.CommandIndex },
        new(EventTypes.ShellCallOutputContentDone, Effect.FinishPart, WireMember.Output, TextPlaces.CommandOutput) { Index = WireMember.CommandIndex },
        new(EventTypes.ApplyPatchCallOperationDiffDelta, Effect.Append, WireMember.Delta, TextPlaces.Diff),
        new(EventTypes.ApplyPatchCallOperationDiffDone, Effect.Replace, WireMember.Diff, TextPlaces.Diff),

        new(EventTypes.AudioDelta, Effect.AppendAudio, WireMember.Delta),
        new(EventTypes.AudioDone, Effect.None),
        new(EventTypes.AudioTranscriptDelta, Effect.AppendTranscript, WireMember.Delta) { Aliases = ["response.audio_transcript.delta"] },
        new(EventTypes.AudioTranscriptDone, Effect.None) { Aliases = ["response.audio_transcript.done"] },
    ]);

    private static readonly EventRow[][] Buckets = Build();

    /// <summary>The row of <c>response.created</c>.</summary>
    public static EventRow Created { get; } = Find(EventTypes.Created);

    /// <summary>The row of <c>error</c>.</summary>
    public static EventRow Error { get; } = Find(EventTypes.Error);

    /// <summary>Returns the row of a type; <see cref="Unknown"/> if the table does not list it.</summary>
    public static EventRow Find(string type) => Find(Encoding.UTF8.GetBytes(type), Unknown, out _);

    /// <summary>Returns the row of a type; <see cref="Unknown"/> if the table does not list it.</summary>
    /// <param name="type">The type as UTF-8, without escapes.</param>
    /// <param name="guess">The row to try first. Consecutive events usually have the same type.</param>
    /// <param name="isAlias">Whether the type is a former name.</param>
    public static EventRow Find(ReadOnlySpan<byte> type, EventRow guess, out bool isAlias)
    {
        isAlias = false;
        if (type.SequenceEqual(guess.Utf8Type) && type.Length > 0)
        {
            return guess;
        }

        foreach (var row in Buckets[Hash(type)])
        {
            if (type.SequenceEqual(row.Utf8Type))
            {
                return row;
            }

            foreach (var alias in row.Aliases)
            {
                if (Ascii.Equals(type, alias))
                {
                    isAlias = true;
                    return row;
                }
            }
        }

        return Unknown;
    }

    private static EventRow Status(string type, string itemType, string? status) =>
        new(type, Effect.SetStatus, WireMember.Item) { ItemType = itemType, Status = status };

    private static EventRow[] Numbered(EventRow[] rows) => [.. rows.Select((row, place) => row with { Id = place })];

    /// <summary>
    /// Distributes the types over the buckets. Types start alike, so only their last characters count. A few share a bucket.
    /// </summary>
    private static int Hash(ReadOnlySpan<byte> type)
    {
        var hash = (uint)type.Length;
        foreach (var character in type[Math.Max(0, type.Length - 12)..])
        {
            hash = (hash * 31) + character;
        }

        return (int)((hash ^ (hash >> 8)) & 127);
    }

    private static EventRow[][] Build()
    {
        var buckets = new List<EventRow>[128];
        foreach (var row in Rows)
        {
            foreach (var name in (string[])[row.Type, .. row.Aliases])
            {
                var bucket = buckets[Hash(Encoding.UTF8.GetBytes(name))] ??= [];
                bucket.Add(row);
            }
        }

        return Array.ConvertAll(buckets, bucket => bucket?.ToArray() ?? []);
    }
}
