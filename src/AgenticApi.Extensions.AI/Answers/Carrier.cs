using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>
/// Makes and reads the last content of a response, which carries the items for the next request. The other contents cannot replace it: text that was
/// streamed in pieces and joined has no link to its item.
/// </summary>
internal static class Carrier
{
    /// <summary>Returns the content.</summary>
    /// <param name="items">The items.</param>
    /// <param name="raw">The raw representation.</param>
    /// <param name="runId">The id of the agent's run; null for a single response.</param>
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

    /// <summary>Returns the items that a content carries; null if it carries none.</summary>
    public static IReadOnlyList<OutputItem>? ItemsOf(AIContent content) =>
        content.AdditionalProperties?.TryGetValue(ChatProperties.Items, out var value) == true && value is JsonElement { ValueKind: JsonValueKind.Array } items
            ? [.. items.EnumerateArray().Select(OutputItem.FromJson)]
            : null;

    /// <summary>Returns the id of the run whose items a content carries; null if there is none.</summary>
    public static string? RunOf(AIContent content) =>
        content.AdditionalProperties?.TryGetValue(ChatProperties.Run, out var value) == true ? value?.ToString() : null;
}
