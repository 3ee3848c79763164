using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>The items of a conversation: what is kept, and what the request adds.</summary>
internal sealed class Conversation
{
    private readonly List<ConversationItem> _items = [];

    /// <summary>Reads the items.</summary>
    /// <exception cref="InvalidRequestException">One is none that the model can be given, or stands there twice.</exception>
    public Conversation(JsonElement request, IEnumerable<JsonElement>? history)
    {
        Kept = [.. history ?? []];
        _items.AddRange(Kept.Select(item => ConversationItem.Read(item, KeptAt(request), true)));

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

    /// <summary>The items that stand before the input.</summary>
    public IReadOnlyList<JsonElement> Kept { get; }

    /// <summary>All items, in order.</summary>
    public IReadOnlyList<ConversationItem> Items => _items;

    /// <summary>The member of a request that stands for what is kept.</summary>
    public static string KeptAt(JsonElement request) => request.Member("previous_response_id").HasValue() ? "previous_response_id"
        : request.Member("conversation").HasValue() ? "conversation"
        : "input";

    /// <summary>Whether a fault is one of a kept item, which has no place of its own in the request.</summary>
    public static bool IsKept(JsonElement request, InvalidRequestException fault) =>
        fault.Param?.StartsWith($"{KeptAt(request)}.", StringComparison.Ordinal) == true;

    private void CheckIds()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in _items)
        {
            // The output of a local shell call may have the id of the call.
            if (item.Type != ItemTypes.LocalShellCallOutput && item.Json.Member("id").Text() is { Length: > 0 } id && !ids.Add(id))
            {
                throw Fault.Invalid($"{item.At}.id", $"Duplicate item found with id {id}. Remove duplicate items from your input and try again.");
            }
        }
    }
}
