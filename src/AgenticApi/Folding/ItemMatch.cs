using System.Runtime.InteropServices;
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
        item => TextOf(item, "id"u8),
        item => TextOf(item, "call_id"u8),
        item => Kind(item) + "\n" + Content(item),
        Kind,
    ];

    /// <summary>For each terminal item the streamed one; null where it was never streamed.</summary>
    public static StreamedItem?[] Partners(ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
    {
        var partners = new StreamedItem?[items.Length];
        if (streamed.Length == 0 || AreSure(items, streamed, partners, members))
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

            var waiting = new Dictionary<string, Queue<StreamedItem>>(StringComparer.Ordinal);
            foreach (var (streamedItem, item) in free)
            {
                if (sign(item) is { } key)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(waiting, key, out _) ??= new Queue<StreamedItem>(1);
                    waiting[key].Enqueue(streamedItem);
                }
            }

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

    /// <summary>The usual case: each item is known to the byte or by an id, or could be no other.</summary>
    private static bool AreSure(ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, StreamedItem?[] partners, JsonMember[]?[] members)
    {
        if (Math.Max(items.Length, streamed.Length) > FewItems)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            var beside = i < streamed.Length ? streamed[i] : null;
            var partner = beside is not null && items[i].Span.SequenceEqual(beside.Json.Span) ? beside : Known(i, beside, items, streamed, members);
            if (partner is null || Array.IndexOf(partners, partner) >= 0)
            {
                Array.Clear(partners);
                return false;
            }

            partners[i] = partner;
        }

        return true;
    }

    private static StreamedItem? Known(int place, StreamedItem? beside, ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
    {
        var item = MembersAt(place, items, streamed, members);
        return Named("id"u8, item, streamed) ?? Named("call_id"u8, item, streamed) ?? OnlyOne(place, items, streamed, members)
            ?? (beside is not null && AreAlike(item, beside.Members) ? beside : null);
    }

    private static JsonMembers MembersAt(int place, ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
    {
        var like = place < streamed.Length && JsonRaw.IsObject(streamed[place].Json.Span) ? streamed[place].Members : default;
        return new JsonMembers(items[place].Span, (ReadOnlySpan<JsonMember>)(members[place] ??= JsonMembers.Of(items[place].Span, like)));
    }

    /// <summary>The streamed item that goes by the same id.</summary>
    private static StreamedItem? Named(ReadOnlySpan<byte> name, scoped JsonMembers item, StreamedItem[] streamed)
    {
        var value = item.Value(name);
        if (!JsonRaw.IsEmpty(value))
        {
            foreach (var candidate in streamed)
            {
                if (value.SequenceEqual(candidate.Members.Value(name)))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>The streamed item of the same type and name, where there is one on either side.</summary>
    private static StreamedItem? OnlyOne(int place, ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
    {
        var item = MembersAt(place, items, streamed, members);
        for (var i = 0; i < items.Length; i++)
        {
            if (i != place && HaveSameKind(MembersAt(i, items, streamed, members), item))
            {
                return null;
            }
        }

        StreamedItem? found = null;
        foreach (var candidate in streamed)
        {
            if (HaveSameKind(candidate.Members, item))
            {
                if (found is not null)
                {
                    return null;
                }

                found = candidate;
            }
        }

        return found;
    }

    private static bool HaveSameKind(scoped JsonMembers one, scoped JsonMembers other) =>
        one.Value("type"u8).SequenceEqual(other.Value("type"u8)) && one.Value("name"u8).SequenceEqual(other.Value("name"u8));

    /// <summary>The same in all that tells one item from another.</summary>
    private static bool AreAlike(scoped JsonMembers now, scoped JsonMembers old)
    {
        if (now.Count == 0)
        {
            return false;
        }

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

    private static string? TextOf(OutputItem item, ReadOnlySpan<byte> member) =>
        JsonText.GetString(JsonText.Member(item.Json, member)) is { Length: > 0 } text ? text : null;

    /// <summary>The type and, of calls, the name.</summary>
    private static string Kind(OutputItem item) => item.Type + "\n" + TextOf(item, "name"u8);

    /// <summary>What the item says or calls with, white space of arguments apart.</summary>
    private static string Content(OutputItem item) => item switch
    {
        MessageItem message => string.Concat(message.Content.Select(part => part is RefusalPart refusal ? refusal.Refusal : (part as OutputTextPart)?.Text)),
        ReasoningItem reasoning => reasoning.ReasoningText + "\n" + reasoning.SummaryText,
        _ => TextOf(item, "arguments"u8) is { } arguments ? Compact(arguments) : TextOf(item, "input"u8) ?? "",
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
