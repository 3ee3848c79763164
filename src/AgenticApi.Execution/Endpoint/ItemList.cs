using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Reads a list of items that is sorted by age, the newest first: <c>{"object":"list","data":[…]}</c>.</summary>
internal static class ItemList
{
    /// <summary>Reads the items and returns them with the oldest first.</summary>
    /// <returns>The items; null if the body is not such a list, or the connection broke.</returns>
    public static async Task<List<OutputItem>?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(body, RunRecordFormat.AnyDepth, cancellationToken).ConfigureAwait(false);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("data"u8, out var data) && data.ValueKind == JsonValueKind.Array
                ? [.. data.EnumerateArray().Select(static item => OutputItem.FromJson(item.Clone())).Reverse()]
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException or ArgumentException)
        {
            return null;
        }
    }
}
