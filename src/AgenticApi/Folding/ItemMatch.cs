using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>
/// Which streamed item a terminal item is. Servers that give an item another id at the end leave only what it holds to know it
/// by, so the surest sign goes first. Each sign is a key that the two have in common.
/// </summary>
internal static class ItemMatch
{
    // Up to here, comparing each with each is quicker than sorting them by their signs.
    private const int FewItems = 32;

    private static readonly byte[][] Telling =
        [.. ((string[])["type", "name", "arguments", "content", "summary"]).Select(System.Text.Encoding.UTF8.GetBytes)];

    private static readonly Func<OutputItem, string?>[] Signs =
    [
        item => Named(item, "id"u8),
        item => Named(item, "call_id"u8),
        item => Kind(item) + "\n" + Content(item),
        Kind,
    ];

    /// <summary>For each terminal item the streamed one; null where it was never streamed.</summary>
    public static StreamedItem?[] Partners(ReadOnlyMemory<byte>[] items, StreamedItem[] streamed)
    {
        var partners = new StreamedItem?[items.Length];
        if (streamed.Length == 0 || ByPlace(items, streamed, partners))
        {
            return partners;
        }

        var open = items.Select((item, place) => (Place: place, Item: Parse(item))).Where(item => item.Item.Json.ValueKind == JsonValueKind.Object).ToList();
        var free = streamed.Select(item => (Streamed: item, Item: Parse(item.Json))).ToList();
        foreach (var sign in Signs)
        {
            if (open.Count == 0 || free.Count == 0)
            {
                break;
            }

            var waiting = free.Where(item => sign(item.Item) is not null).GroupBy(item => sign(item.Item)!)
                .ToDictionary(group => group.Key, group => new Queue<StreamedItem>(group.Select(item => item.Streamed)), StringComparer.Ordinal);
            foreach (var (place, item) in open)
            {
                if (sign(item) is { } key && waiting.TryGetValue(key, out var queue) && queue.TryDequeue(out var partner))
                {
                    partners[place] = partner;
                }
            }

            var taken = partners.ToHashSet();
            open.RemoveAll(item => partners[item.Place] is not null);
            free.RemoveAll(item => taken.Contains(item.Streamed));
        }

        return partners;
    }

    /// <summary>The usual case: the same items at the same places, to the byte, by their ids, or because each could be no other.</summary>
    private static bool ByPlace(ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, StreamedItem?[] partners)
    {
        if (items.Length != streamed.Length || items.Length > FewItems)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i].Span;
            var candidate = streamed[i];
            if (!item.SequenceEqual(candidate.Json.Span) && !HaveSame("id"u8, item, candidate)
                && (IsNamed(item, streamed) || !(IsOnlyOne(item, candidate, streamed) || AreAlike(item, candidate.Json.Span))))
            {
                Array.Clear(partners);
                return false;
            }

            partners[i] = candidate;
        }

        return true;
    }

    /// <summary>Whether the streamed item is the only one of the item's type, and of its name.</summary>
    private static bool IsOnlyOne(ReadOnlySpan<byte> item, StreamedItem candidate, StreamedItem[] streamed)
    {
        var type = JsonRaw.IsObject(item) ? ItemRules.TypeOf(item) : null;
        foreach (var other in streamed)
        {
            if ((other.Slot.Type == type) != (other == candidate))
            {
                return false;
            }
        }

        return type is not null && JsonRaw.Member(item, "name"u8).SequenceEqual(JsonRaw.Member(candidate.Json.Span, "name"u8));
    }

    /// <summary>Whether the item goes by the id or call id of any streamed one.</summary>
    private static bool IsNamed(ReadOnlySpan<byte> item, StreamedItem[] streamed)
    {
        foreach (var candidate in streamed)
        {
            if (HaveSame("id"u8, item, candidate) || HaveSame("call_id"u8, item, candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HaveSame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> item, StreamedItem candidate)
    {
        var value = JsonRaw.Member(item, name);
        return !JsonRaw.IsEmpty(value) && value.SequenceEqual(JsonRaw.Member(candidate.Json.Span, name));
    }

    /// <summary>The same in all that tells one item from another.</summary>
    private static bool AreAlike(ReadOnlySpan<byte> item, ReadOnlySpan<byte> candidate)
    {
        if (!JsonRaw.IsObject(item))
        {
            return false;
        }

        var now = new JsonMembers(item, stackalloc JsonMember[JsonMembers.Room]);
        var old = new JsonMembers(candidate, stackalloc JsonMember[JsonMembers.Room]);
        foreach (var name in Telling)
        {
            if (!now.Value(name).SequenceEqual(old.Value(name)))
            {
                return false;
            }
        }

        return true;
    }

    private static OutputItem Parse(ReadOnlyMemory<byte> json) => OutputItem.FromJson(JsonText.Parse(json.Span));

    private static string? Named(OutputItem item, ReadOnlySpan<byte> member) =>
        item.Json.TryGetProperty(member, out var value) && JsonText.GetString(value) is { Length: > 0 } text ? text : null;

    /// <summary>The type and, of calls, the name.</summary>
    private static string Kind(OutputItem item) => item.Type + "\n" + Named(item, "name"u8);

    /// <summary>What the item says or calls with, white space of arguments apart.</summary>
    private static string Content(OutputItem item) => item switch
    {
        MessageItem message => string.Concat(message.Content.Select(part => part is RefusalPart refusal ? refusal.Refusal : (part as OutputTextPart)?.Text)),
        ReasoningItem reasoning => reasoning.ReasoningText + "\n" + reasoning.SummaryText,
        _ => Named(item, "arguments"u8) is { } arguments ? Compact(arguments) : Named(item, "input"u8) ?? "",
    };

    private static string Compact(string json)
    {
        try
        {
            return JsonText.ToText(JsonElement.Parse(json), indented: false);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return json;
        }
    }
}
