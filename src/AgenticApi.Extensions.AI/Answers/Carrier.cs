using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>
/// The last content of a response: it carries the items as the next request sends them. The other contents are for reading; a text that was streamed
/// in pieces and joined has lost its item.
/// </summary>
internal static class Carrier
{
    public static AIContent Of(IEnumerable<OutputItem> items, object? raw, string? runId = null)
    {
        var content = new AIContent
        {
            RawRepresentation = raw,
            AdditionalProperties = new() { [ChatProperties.Items] = JsonText.ArrayOf(items) },
        };
        if (runId is not null)
        {
            content.AdditionalProperties[ChatProperties.Run] = runId;
        }

        return content;
    }

    /// <summary>The items that a content carries; null where it carries none.</summary>
    public static IReadOnlyList<OutputItem>? ItemsOf(AIContent content) =>
        content.AdditionalProperties?.TryGetValue(ChatProperties.Items, out var value) == true && value is JsonElement { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray().Select(OutputItem.FromJson)]
            : null;

    /// <summary>The run whose items a content carries; null where it carries those of one response.</summary>
    public static string? RunOf(AIContent content) =>
        content.AdditionalProperties?.TryGetValue(ChatProperties.Run, out var value) == true ? value?.ToString() : null;
}
