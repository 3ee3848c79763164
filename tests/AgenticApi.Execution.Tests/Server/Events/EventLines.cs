using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The events of one response, numbered as they are added.</summary>
internal sealed class EventLines
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<EventEntry> _entries = [];
    private readonly List<Task> _gates = [];
    private readonly IReadOnlyDictionary<int, Task> _pauses;
    private int _sequence;

    public EventLines(IReadOnlyDictionary<int, Task> pauses) => _pauses = pauses;

    public IReadOnlyList<EventEntry> Entries => _entries;

    public static string Write(JsonNode json) => json.ToJsonString(Plain);

    /// <summary>Makes the next event wait for a task.</summary>
    public void Pause(Task gate) => _gates.Add(gate);

    public void Add(JsonObject streamEvent)
    {
        streamEvent["sequence_number"] = _sequence++;
        AddText($"event: {streamEvent["type"]}\ndata: {Write(streamEvent)}\n\n");
    }

    public void AddText(string text)
    {
        if (_pauses.TryGetValue(_entries.Count, out var gate))
        {
            _gates.Add(gate);
        }

        _entries.Add(new EventEntry(text, _sequence - 1, [.. _gates]));
        _gates.Clear();
    }
}
