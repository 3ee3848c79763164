using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Gateway;

/// <summary>The latest responses of a WebSocket, so that the connection can continue them even if they are not stored.</summary>
/// <remarks>Safe for use by several threads at once: a connection may request several responses at once.</remarks>
/// <param name="maxBytes">The maximum size of all histories together, in bytes. Beyond it, the oldest response is removed.</param>
internal sealed class SocketHistory(int maxBytes)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Turn> _turns = [];

    /// <summary>Returns the items of a response and of all responses before it, the oldest first; null if there is no such response.</summary>
    public IReadOnlyList<JsonElement>? Find(string response)
    {
        lock (_lock)
        {
            return _turns.FirstOrDefault(turn => turn.Id == response)?.Items;
        }
    }

    /// <summary>Returns an item of these responses; null if there is no such item.</summary>
    public JsonElement? FindItem(string id)
    {
        lock (_lock)
        {
            foreach (var item in _turns.Reverse().SelectMany(turn => turn.Items).Where(item => item.Member("id").Text() == id))
            {
                return item;
            }

            return null;
        }
    }

    /// <summary>Adds a response.</summary>
    public void Add(CreateRequest request, Response response)
    {
        List<JsonElement> items = [.. request.History, .. request.Input.Values(), .. response.Output.Select(item => item.Json)];
        var added = new Turn(response.Id, items, items.Sum(item => (long)JsonMarshal.GetRawUtf8Value(item).Length));
        lock (_lock)
        {
            _turns.AddLast(added);
            for (var bytes = _turns.Sum(turn => turn.Bytes); bytes > maxBytes; _turns.RemoveFirst())
            {
                bytes -= _turns.First!.Value.Bytes;
            }
        }
    }

    /// <summary>A response and its history. Turns share the items of their common history, but each counts all its bytes: the sum is an upper bound.</summary>
    private sealed record Turn(string Id, IReadOnlyList<JsonElement> Items, long Bytes);
}
