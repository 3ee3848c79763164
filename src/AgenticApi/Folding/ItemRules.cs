using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>What follows where two versions of an item differ, or one leaves out what the protocol requires.</summary>
internal static class ItemRules
{
    /// <summary>
    /// The item with the status that a finished item must have, where the server sent null, or left it out though the item had one
    /// before, or the type requires one; null where there is nothing to infer.
    /// </summary>
    public static JsonElement? InferStatus(JsonElement item, JsonElement earlier, string status)
    {
        var present = item.TryGetProperty("status"u8, out var own);
        if (present && own.ValueKind != JsonValueKind.Null)
        {
            return null;
        }

        var had = earlier.ValueKind == JsonValueKind.Object && earlier.TryGetProperty("status"u8, out var before) && !JsonMerge.IsEmpty(before);
        return present || had || TypeOf(item) == ItemTypes.Message ? JsonBuilder.With(item, "status", status) : null;
    }

    /// <summary>The deviation where the finished item differs from what the stream spelled out; null where that is none.</summary>
    public static DeviationKind? WhenFinishedDiffers(string member, JsonElement before, JsonElement after) => member switch
    {
        "id" => DeviationKind.ItemIdUnstable,
        "call_id" => DeviationKind.CallIdChanged,
        _ => IsText(member) && !AreSameJson(before, after) ? DeviationKind.DoneDiffersFromDeltas : null,
    };

    /// <summary>The deviation where the terminal event's item differs from the streamed one; null where that is none.</summary>
    public static DeviationKind? WhenTerminalDiffers(string member, JsonElement before, JsonElement after) => member switch
    {
        "id" => DeviationKind.ItemIdChanged,
        "call_id" => DeviationKind.CallIdChanged,
        "encrypted_content" => DeviationKind.EncryptedContentChanged,
        "arguments" when AreSameJson(before, after) => DeviationKind.ArgumentsReformatted,
        _ => IsText(member) ? DeviationKind.TerminalContradictsStream : null,
    };

    /// <summary>Whether somebody would miss the item: a call of a tool, or text that is more than white space.</summary>
    public static bool IsVisible(JsonElement item) =>
        TypeOf(item) switch
        {
            ItemTypes.Message => OutputItem.FromJson(item) is MessageItem message
                && message.Content.Any(part => part is not OutputTextPart text || !string.IsNullOrWhiteSpace(text.Text)),
            ItemTypes.Reasoning => OutputItem.FromJson(item) is ReasoningItem reasoning
                && (!string.IsNullOrWhiteSpace(reasoning.ReasoningText) || !string.IsNullOrWhiteSpace(reasoning.SummaryText)),
            _ => true,
        };

    public static string? TypeOf(JsonElement item) => Text(item, "type"u8);

    public static string? Text(JsonElement item, ReadOnlySpan<byte> name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? JsonText.GetString(value) : null;

    /// <summary>Whether two values are texts of the same JSON, white space apart.</summary>
    public static bool AreSameJson(JsonElement one, JsonElement other)
    {
        try
        {
            return JsonText.GetString(one) is { } first
                && JsonText.GetString(other) is { } second
                && JsonElement.DeepEquals(JsonElement.Parse(first), JsonElement.Parse(second));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsText(string member) => member is "text" or "refusal" or "arguments" or "content" or "summary";
}
