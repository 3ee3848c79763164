using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Gateway;

/// <summary>The last responses of a WebSocket, so that they can be continued there although they are not kept.</summary>
/// <remarks>For use by several threads at once: a connection may ask for several responses at once.</remarks>
/// <param name="maxBytes">How many bytes of history it holds. A longer one is forgotten, and those before it first.</param>
internal sealed class TurnMemory(int maxBytes)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Turn> _turns = [];

    /// <summary>The items of a response and of all that it continues, the oldest first; null if it is not remembered.</summary>
    public IReadOnlyList<JsonElement>? History(string response)
    {
        lock (_lock)
        {
            return _turns.FirstOrDefault(turn => turn.Id == response)?.Items;
        }
    }

    /// <summary>An item of those responses; null if there is none.</summary>
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

    /// <summary>Remembers a response.</summary>
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

    /// <summary>A response with all that it continues. The items are shared with those that it continues; each counts their bytes, which is more than it holds.</summary>
    private sealed record Turn(string Id, IReadOnlyList<JsonElement> Items, long Bytes);
}
