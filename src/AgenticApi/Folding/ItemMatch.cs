using System.Text.Json;

namespace AgenticApi.Folding;

/// <summary>
/// Which streamed item a terminal item is. Servers that give an item another id at the end leave only what it holds to know it
/// by, so the surest sign goes first.
/// </summary>
internal static class ItemMatch
{
    private static readonly Func<JsonElement, JsonElement, bool>[] Signs =
    [
        (one, other) => Same(one, other, "id"),
        (one, other) => Same(one, other, "call_id"),
        (one, other) => HaveSameKind(one, other) && HoldSame(one, other),
        HaveSameKind,
    ];

    /// <summary>For each terminal item the streamed one; null where it was never streamed.</summary>
    public static StreamedItem?[] Partners(JsonElement[] items, IReadOnlyList<StreamedItem> streamed)
    {
        var partners = new StreamedItem?[items.Length];
        var free = streamed.ToList();
        foreach (var sign in Signs)
        {
            for (var i = 0; i < items.Length && free.Count > 0; i++)
            {
                if (partners[i] is null && free.Find(candidate => sign(candidate.Json, items[i])) is { } partner)
                {
                    partners[i] = partner;
                    free.Remove(partner);
                }
            }
        }

        return partners;
    }

    private static bool Same(JsonElement one, JsonElement other, string member) =>
        ItemRules.Text(one, System.Text.Encoding.UTF8.GetBytes(member)) is { Length: > 0 } text
        && ItemRules.Text(other, System.Text.Encoding.UTF8.GetBytes(member)) == text;

    /// <summary>The same type and, of calls, the same name.</summary>
    private static bool HaveSameKind(JsonElement one, JsonElement other) =>
        ItemRules.TypeOf(one) == ItemRules.TypeOf(other)
        && (ItemRules.Text(one, "name"u8) is not { Length: > 0 } name || ItemRules.Text(other, "name"u8) == name);

    private static bool HoldSame(JsonElement one, JsonElement other) =>
        Equal(one, other, "content") && Equal(one, other, "summary")
        && (Equal(one, other, "arguments")
            || (one.TryGetProperty("arguments", out var first) && other.TryGetProperty("arguments", out var second)
                && ItemRules.AreSameJson(first, second)));

    private static bool Equal(JsonElement one, JsonElement other, string member)
    {
        var has = one.TryGetProperty(member, out var first);
        var otherHas = other.TryGetProperty(member, out var second);
        return has && otherHas ? JsonElement.DeepEquals(first, second) : has == otherHas;
    }
}
