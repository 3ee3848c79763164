using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The rules for two versions of an item that differ, and for items that lack what the protocol requires.</summary>
internal static class ItemRules
{
    private static readonly (Differences Difference, DeviationKind Kind)[] WhenFinished =
    [
        (Differences.Id, DeviationKind.ItemIdUnstable),
        (Differences.CallId, DeviationKind.CallIdChanged),
        (Differences.Text, DeviationKind.DoneDiffersFromDeltas),
    ];

    private static readonly (Differences Difference, DeviationKind Kind)[] WhenTerminal =
    [
        (Differences.Id, DeviationKind.ItemIdChanged),
        (Differences.CallId, DeviationKind.CallIdChanged),
        (Differences.Text, DeviationKind.TerminalContradictsStream),
        (Differences.Spelling, DeviationKind.ArgumentsReformatted),
        (Differences.EncryptedContent, DeviationKind.EncryptedContentChanged),
    ];

    /// <summary>Records the differences between a finished item and its deltas.</summary>
    public static void ReportFinished(Differences differences, DeviationLog log, EventPosition at, ItemSlot slot) =>
        Report(WhenFinished, differences, log, at, slot);

    /// <summary>Records the differences between an item of the terminal event and the streamed item.</summary>
    public static void ReportTerminal(Differences differences, DeviationLog log, EventPosition at, ItemSlot slot) =>
        Report(WhenTerminal, differences, log, at, slot);

    /// <summary>Whether an item matters to users: a call of a tool, or text that is not only white space.</summary>
    public static bool IsVisible(ReadOnlySpan<byte> item) => OutputItem.FromJson(JsonText.Parse(item)) switch
    {
        MessageItem message => message.Content.Any(part => part is not OutputTextPart text || !string.IsNullOrWhiteSpace(text.Text)),
        ReasoningItem reasoning => !string.IsNullOrWhiteSpace(reasoning.ReasoningText) || !string.IsNullOrWhiteSpace(reasoning.SummaryText),
        _ => true,
    };

    /// <summary>Whether an item is complete: according to its status, or to the ending if it has none.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> item, Ending ending)
    {
        var status = JsonRaw.Content(JsonRaw.Member(item, "status"u8));
        return status.IsEmpty ? ending == Ending.Completed : !status.SequenceEqual("incomplete"u8) && !status.SequenceEqual("in_progress"u8);
    }

    /// <summary>Whether an item is a call whose arguments are not one JSON object. Empty arguments count as an empty object.</summary>
    public static bool HasBrokenArguments(ReadOnlySpan<byte> item) =>
        TypeOf(item) is ItemTypes.FunctionCall or ItemTypes.McpCall && HasBrokenArguments(new JsonMembers(item, stackalloc JsonMember[JsonMembers.Room]));

    /// <summary>Whether the arguments of a call are not one JSON object. Empty arguments count as an empty object.</summary>
    public static bool HasBrokenArguments(scoped JsonMembers call) =>
        call.Value("arguments"u8) is var arguments
        && !string.IsNullOrWhiteSpace(JsonRaw.Text(arguments))
        && JsonRaw.ParseContent(arguments) is not { ValueKind: JsonValueKind.Object };

    /// <summary>Returns a copy of the item with the given status, if it has none.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isRequired">Whether to add the member if it is absent. A null or empty one is always replaced.</param>
    /// <param name="status">The status as JSON.</param>
    /// <returns>Null if the item needs no change.</returns>
    public static byte[]? InferStatus(ReadOnlySpan<byte> item, bool isRequired, ReadOnlySpan<byte> status) =>
        InferStatus(new JsonMembers(item, stackalloc JsonMember[JsonMembers.Room]), isRequired, status);

    /// <summary>Returns a copy of an item whose members are known, with the given status, if it has none.</summary>
    public static byte[]? InferStatus(scoped JsonMembers members, bool isRequired, ReadOnlySpan<byte> status)
    {
        var at = members.Find("status"u8);
        if (at < 0 ? !isRequired : !JsonRaw.IsEmpty(members.Value(at)))
        {
            return null;
        }

        var output = default(RawBuffer);
        var edit = new JsonEdit(members.Json);
        if (at < 0)
        {
            edit.AddMember("status"u8, status, ref output);
        }
        else
        {
            edit.Replace(members[at], status, ref output);
        }

        edit.End(ref output);
        return output.Take();
    }

    /// <summary>Returns the type of an item, one of <see cref="ItemTypes"/> if it is known; null if the item has none.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> item) => JsonRaw.Content(JsonRaw.Member(item, "type"u8)) is { Length: > 0 } type ? ItemTypeNames.Text(type) : null;

    /// <summary>Returns the type of an item whose members are known; null if the item has none.</summary>
    public static string? TypeOf(scoped JsonMembers item) => JsonRaw.Content(item.Value("type"u8)) is { Length: > 0 } type ? ItemTypeNames.Text(type) : null;

    private static void Report(
        (Differences Difference, DeviationKind Kind)[] rules, Differences differences, DeviationLog log, EventPosition at, ItemSlot slot)
    {
        if (differences == Differences.None)
        {
            return;
        }

        foreach (var (difference, kind) in rules)
        {
            if (differences.HasFlag(difference))
            {
                log.Add(kind, at, slot);
            }
        }
    }
}
