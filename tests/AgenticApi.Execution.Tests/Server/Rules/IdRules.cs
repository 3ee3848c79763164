using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The rules for the ids of items: they are unique, the server has stored them, and reasoning stays next to the item that it led to.</summary>
internal sealed class IdRules(KnownItems known)
{
    public static IEnumerable<Refusal> CheckDuplicates(IReadOnlyList<JsonElement> history)
    {
        var seen = new HashSet<string>();
        foreach (var id in history.Select(item => item.Text("id")).OfType<string>())
        {
            if (!seen.Add(id))
            {
                yield return new($"Duplicate item found with id {id}. Remove duplicate items from your input and try again.");
            }
        }
    }

    public IEnumerable<Refusal> CheckPairs(IReadOnlyList<JsonElement> history)
    {
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].Text("id") is not { } id)
            {
                continue;
            }

            if (history[i].Text("type") == "reasoning" && known.Following(id) is { } following
                && !(i + 1 < history.Count && IsSame(history[i + 1], following)))
            {
                yield return new($"Item '{id}' of type 'reasoning' was provided without its required following item.");
            }

            if (known.Reasoning(id) is { } reasoning && !(i > 0 && history[i - 1].Text("id") == reasoning))
            {
                yield return new($"Item '{id}' of type '{history[i].Text("type")}' was provided without its required 'reasoning' item: '{reasoning}'.");
            }
        }
    }

    /// <summary>Refuses reasoning that neither the server has nor the item itself.</summary>
    public IEnumerable<Refusal> CheckContent(ServedRequest request, int status) => request.Input
        .Where(item => item.Text("type") == "reasoning" && item.Text("encrypted_content") is null && !HasText(item))
        .Where(item => item.Text("id") is { } id && (!request.IsStored || known.Stored(id) is null))
        .Select(item => NotFound(item, status));

    /// <summary>Refuses each item whose id the server does not keep.</summary>
    public IEnumerable<Refusal> CheckStored(ServedRequest request, int status) => request.Input
        .Where(item => item.Text("id") is { } id && known.Stored(id) is null)
        .Select(item => NotFound(item, status));

    public static Refusal NotFound(JsonElement item, int status) => new(
        $"Item with id '{item.Text("id")}' not found. Items are not persisted when `store` is set to false. "
        + "Try again with `store` set to true, or remove this item from your input.")
    { Status = status };

    private static bool HasText(JsonElement item) =>
        item.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array && content.GetArrayLength() > 0;

    /// <summary>An item is known by its id. A call without one is known by its call id.</summary>
    private static bool IsSame(JsonElement item, JsonElement made) => item.Text("id") is { } id
        ? id == made.Text("id")
        : item.Text("type") == made.Text("type") && item.Text("call_id") is { } callId && callId == made.Text("call_id");
}
