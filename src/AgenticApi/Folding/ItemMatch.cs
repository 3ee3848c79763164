using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>
/// Finds the streamed item of each terminal item. Some servers change the ids at the end, so items are also matched by content. Each
/// criterion is a key that both items must have; the most reliable one comes first.
/// </summary>
internal static class ItemMatch
{
    // Up to this number, comparing all pairs is faster than dictionaries.
    private const int FewItems = 32;

    private static readonly byte[][] DistinguishingMembers =
        [.. ((string[])["type", "name", "arguments", "content", "summary"]).Select(System.Text.Encoding.UTF8.GetBytes)];

    private static readonly Func<OutputItem, string?>[] Keys =
    [
        item => TextOf(item, "id"u8),
        item => TextOf(item, "call_id"u8),
        item => Kind(item) + "\n" + Content(item),
        Kind,
    ];

    /// <summary>Returns the streamed item of each terminal item; null if it was not streamed.</summary>
    public static StreamedItem?[] Find(ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
    {
        var matches = new StreamedItem?[items.Length];
        if (streamed.Length == 0 || TryMatchSure(items, streamed, matches, members))
        {
            return matches;
        }

        var open = items.Select((item, place) => (Place: place, Item: Parse(item))).Where(item => item.Item.Json.ValueKind == JsonValueKind.Object).ToList();
        var free = streamed.Select(item => (Streamed: item, Item: Parse(item.Json))).ToList();
        foreach (var keyOf in Keys)
        {
            if (open.Count == 0 || free.Count == 0)
            {
                break;
            }

            var waiting = new Dictionary<string, Queue<StreamedItem>>(StringComparer.Ordinal);
            foreach (var (streamedItem, item) in free)
            {
                if (keyOf(item) is { } key)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(waiting, key, out _) ??= new Queue<StreamedItem>(1);
                    waiting[key].Enqueue(streamedItem);
                }
            }

            foreach (var (place, item) in open)
            {
                if (keyOf(item) is { } key && waiting.TryGetValue(key, out var queue) && queue.TryDequeue(out var match))
                {
                    matches[place] = match;
                }
            }

            var taken = matches.ToHashSet();
            open.RemoveAll(item => matches[item.Place] is not null);
            free.RemoveAll(item => taken.Contains(item.Streamed));
        }

        return matches;
    }

    /// <summary>Handles the usual case: each item has the same bytes or a known id, or there is no other candidate.</summary>
    private static bool TryMatchSure(ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, StreamedItem?[] matches, JsonMember[]?[] members)
    {
        if (Math.Max(items.Length, streamed.Length) > FewItems)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            var beside = i < streamed.Length ? streamed[i] : null;
            var match = beside is not null && items[i].Span.SequenceEqual(beside.Json.Span) ? beside : FindSure(i, beside, items, streamed, members);
            if (match is null || Array.IndexOf(matches, match) >= 0)
            {
                Array.Clear(matches);
                return false;
            }

            matches[i] = match;
        }

        return true;
    }

    private static StreamedItem? FindSure(int place, StreamedItem? beside, ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
    {
        var item = MembersAt(place, items, streamed, members);
        return FindById("id"u8, item, streamed) ?? FindById("call_id"u8, item, streamed) ?? FindOnlyCandidate(place, items, streamed, members)
            ?? (beside is not null && AreAlike(item, beside.Members) ? beside : null);
    }

    private static JsonMembers MembersAt(int place, ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
    {
        var like = place < streamed.Length && JsonRaw.IsObject(streamed[place].Json.Span) ? streamed[place].Members : default;
        return new JsonMembers(items[place].Span, (ReadOnlySpan<JsonMember>)(members[place] ??= JsonMembers.Of(items[place].Span, like)));
    }

    /// <summary>Returns the streamed item with the same id.</summary>
    private static StreamedItem? FindById(ReadOnlySpan<byte> name, scoped JsonMembers item, StreamedItem[] streamed)
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

    /// <summary>Returns the streamed item of the same type and name, if each side has exactly one.</summary>
    private static StreamedItem? FindOnlyCandidate(int place, ReadOnlyMemory<byte>[] items, StreamedItem[] streamed, JsonMember[]?[] members)
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

    /// <summary>Whether all members that distinguish items are the same.</summary>
    private static bool AreAlike(scoped JsonMembers now, scoped JsonMembers old)
    {
        if (now.Count == 0)
        {
            return false;
        }

        foreach (var name in DistinguishingMembers)
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

    /// <summary>Returns the type and, for calls, the name.</summary>
    private static string Kind(OutputItem item) => item.Type + "\n" + TextOf(item, "name"u8);

    /// <summary>Returns the text of the item, or the arguments without their white space.</summary>
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
