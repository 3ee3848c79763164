using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The items that the model made, by id: which of them are stored, and which stood beside which reasoning.</summary>
internal sealed class KnownItems
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonElement> _stored = [];
    private readonly Dictionary<string, JsonElement> _following = [];
    private readonly Dictionary<string, string> _reasoning = [];

    /// <summary>Adds the output of a response.</summary>
    public void Add(JsonElement output, bool isStored)
    {
        lock (_lock)
        {
            JsonElement? last = null;
            foreach (var item in output.EnumerateArray())
            {
                var id = item.Text("id");
                if (id is not null && isStored)
                {
                    _stored[id] = item;
                }

                if (last?.Text("type") == "reasoning" && last?.Text("id") is { } reasoning)
                {
                    _following[reasoning] = item;
                    if (id is not null && isStored)
                    {
                        _reasoning[id] = reasoning;
                    }
                }

                last = item;
            }
        }
    }

    /// <summary>Returns a stored item; null if it is not stored.</summary>
    public JsonElement? Stored(string id)
    {
        lock (_lock)
        {
            return _stored.TryGetValue(id, out var item) ? item : null;
        }
    }

    /// <summary>Returns the item that was made after a reasoning item; null if none is known.</summary>
    public JsonElement? Following(string reasoningId)
    {
        lock (_lock)
        {
            return _following.TryGetValue(reasoningId, out var item) ? item : null;
        }
    }

    /// <summary>Returns the id of the reasoning before a stored item; null if there was none.</summary>
    public string? Reasoning(string id)
    {
        lock (_lock)
        {
            return _reasoning.GetValueOrDefault(id);
        }
    }
}
