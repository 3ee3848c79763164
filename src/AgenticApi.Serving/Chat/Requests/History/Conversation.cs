using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>The items of a conversation: the stored ones, and the input of the request.</summary>
internal sealed class Conversation
{
    private readonly List<ConversationItem> _items = [];

    /// <summary>Reads the items.</summary>
    /// <exception cref="InvalidRequestException">An item is invalid or not supported, or two items have the same id.</exception>
    public Conversation(JsonElement request, IEnumerable<JsonElement>? history)
    {
        Stored = [.. history ?? []];
        _items.AddRange(Stored.Select(item => ConversationItem.Read(item, StoredAt(request), true)));

        var input = request.Member("input");
        if (input.ValueKind == JsonValueKind.String)
        {
            _items.Add(new ConversationItem(input, ItemTypes.Message, "input", false));
        }
        else if (input.ValueKind == JsonValueKind.Array)
        {
            _items.AddRange(input.EnumerateArray().Select((item, i) => ConversationItem.Read(item, $"input[{i}]", false)));
        }
        else
        {
            throw Fault.Type("input", "a string or an array of items", input);
        }

        CheckIds();
    }

    /// <summary>The stored items, which come before the input.</summary>
    public IReadOnlyList<JsonElement> Stored { get; }

    /// <summary>All items, in order.</summary>
    public IReadOnlyList<ConversationItem> Items => _items;

    /// <summary>Returns the name of the member that refers to the stored items.</summary>
    public static string StoredAt(JsonElement request) => request.Member("previous_response_id").HasValue() ? "previous_response_id"
        : request.Member("conversation").HasValue() ? "conversation"
        : "input";

    /// <summary>Returns whether a fault is in a stored item, which has no path in the request.</summary>
    public static bool IsStored(JsonElement request, InvalidRequestException fault) =>
        fault.Param?.StartsWith($"{StoredAt(request)}.", StringComparison.Ordinal) == true;

    private void CheckIds()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in _items)
        {
            // The output of a local shell call may have the same id as the call.
            if (item.Type != ItemTypes.LocalShellCallOutput && item.Json.Member("id").Text() is { Length: > 0 } id && !ids.Add(id))
            {
                throw Fault.Invalid($"{item.At}.id", $"Duplicate item found with id {Fault.Name(id)}. Remove duplicate items from your input and try again.");
            }
        }
    }
}
