using System.Buffers;
using System.Globalization;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Sends a page of a list of items.</summary>
internal static class ItemPage
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;

    /// <summary>
    /// Sends the page that the query describes: <c>limit</c> items, 1 to 100 (default 20), after the item <c>after</c>, the newest first unless
    /// <c>order</c> is <c>asc</c>.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="items">All items, the oldest first.</param>
    /// <param name="isWhole">Whether to ignore the query and send all items in their order.</param>
    /// <exception cref="GatewayException">The query is not valid.</exception>
    public static async Task WriteAsync(HttpContext context, IReadOnlyList<JsonElement> items, bool isWhole = false)
    {
        if (isWhole)
        {
            await JsonAnswer.WriteAsync(context, Json([.. items], hasMore: false)).ConfigureAwait(false);
            return;
        }

        var query = context.Request.Query;
        var ordered = query["order"].ToString() switch
        {
            "" or "desc" => items.Reverse(),
            "asc" => items,
            _ => throw new GatewayException(StatusCodes.Status400BadRequest, "'order' must be 'asc' or 'desc'.", "order"),
        };
        if (query["after"].ToString() is { Length: > 0 } after)
        {
            ordered = ordered.SkipWhile(item => Id(item) != after).Skip(1);
        }

        var limit = Limit(query["limit"].ToString());
        List<JsonElement> page = [.. ordered.Take(limit + 1)];
        await JsonAnswer.WriteAsync(context, Json(page[..Math.Min(limit, page.Count)], page.Count > limit)).ConfigureAwait(false);
    }

    private static int Limit(string limit) => limit.Length == 0
        ? DefaultLimit
        : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxLimit
            ? number
            : throw new GatewayException(StatusCodes.Status400BadRequest, $"'limit' must be a number from 1 to {MaxLimit}.", "limit");

    private static ReadOnlyMemory<byte> Json(List<JsonElement> page, bool hasMore)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, new() { MaxDepth = 256 }))
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            page.ForEach(item => item.WriteTo(json));
            json.WriteEndArray();
            json.WriteString("first_id", page.Count > 0 ? Id(page[0]) : null);
            json.WriteString("last_id", page.Count > 0 ? Id(page[^1]) : null);
            json.WriteBoolean("has_more", hasMore);
            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static string? Id(JsonElement item) => item.Member("id").Text();
}
