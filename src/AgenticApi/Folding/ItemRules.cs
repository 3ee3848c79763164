using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>What follows where two versions of an item differ, or one leaves out what the protocol requires.</summary>
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

    /// <summary>Records where the finished item differs from what the stream spelled out.</summary>
    public static void ReportFinished(Differences differences, DeviationLog log, EventPosition at, ItemSlot slot) =>
        Report(WhenFinished, differences, log, at, slot);

    /// <summary>Records where the terminal event's item differs from the streamed one.</summary>
    public static void ReportTerminal(Differences differences, DeviationLog log, EventPosition at, ItemSlot slot) =>
        Report(WhenTerminal, differences, log, at, slot);

    /// <summary>Whether somebody would miss the item: a call of a tool, or text that is more than white space.</summary>
    public static bool IsVisible(ReadOnlySpan<byte> item) => OutputItem.FromJson(JsonText.Parse(item)) switch
    {
        MessageItem message => message.Content.Any(part => part is not OutputTextPart text || !string.IsNullOrWhiteSpace(text.Text)),
        ReasoningItem reasoning => !string.IsNullOrWhiteSpace(reasoning.ReasoningText) || !string.IsNullOrWhiteSpace(reasoning.SummaryText),
        _ => true,
    };

    /// <summary>Whether nothing of the item is missing: its status says so, or the ending does where it has none.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> item, Ending ending)
    {
        var status = JsonRaw.Content(JsonRaw.Member(item, "status"u8));
        return status.IsEmpty ? ending == Ending.Completed : !status.SequenceEqual("incomplete"u8) && !status.SequenceEqual("in_progress"u8);
    }

    /// <summary>Whether the item is a call whose arguments are not one JSON object. Empty arguments are those of a function that takes none.</summary>
    public static bool HasBrokenArguments(ReadOnlySpan<byte> item) =>
        TypeOf(item) is ItemTypes.FunctionCall or ItemTypes.McpCall && HasBrokenArguments(new JsonMembers(item, stackalloc JsonMember[JsonMembers.Room]));

    /// <summary>Whether the arguments of a call are not one JSON object.</summary>
    public static bool HasBrokenArguments(scoped JsonMembers call) =>
        call.Value("arguments"u8) is var arguments
        && !string.IsNullOrWhiteSpace(JsonRaw.Text(arguments))
        && JsonRaw.Held(arguments) is not { ValueKind: JsonValueKind.Object };

    /// <summary>A copy of the item with the status that it must have, where it has none.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isRequired">Whether the protocol requires one where the member is absent; where it is null or empty it always does.</param>
    /// <param name="status">The status.</param>
    /// <returns>Null where there is nothing to infer.</returns>
    public static byte[]? InferStatus(ReadOnlySpan<byte> item, bool isRequired, ReadOnlySpan<byte> status) =>
        InferStatus(new JsonMembers(item, stackalloc JsonMember[JsonMembers.Room]), isRequired, status);

    /// <summary>A copy of the item, whose members are known, with the status that it must have, where it has none.</summary>
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

    /// <summary>The item's type, one of <see cref="ItemTypes"/> where it is known; null where the item has none.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> item) => JsonRaw.Content(JsonRaw.Member(item, "type"u8)) is { Length: > 0 } type ? ItemTypeNames.Text(type) : null;

    /// <summary>The type of an item whose members are known.</summary>
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
