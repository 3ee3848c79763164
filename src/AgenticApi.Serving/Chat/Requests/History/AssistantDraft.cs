using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>What the assistant said in a row (reasoning, text, calls): several items there, and one message here.</summary>
internal sealed class AssistantDraft
{
    private readonly List<int> _calls = [];
    private string _reasoning = "";
    private string _refusal = "";
    private string? _text;

    // Whether the text so far only tells what a hosted tool did, which goes with what the assistant says next.
    private bool _isTold;

    /// <summary>The indexes of the calls.</summary>
    public IReadOnlyList<int> Calls => _calls;

    /// <summary>Whether there is a message. Reasoning alone is none.</summary>
    public bool IsMessage => _text is not null || _calls.Count > 0;

    /// <summary>
    /// Whether the message ends where the assistant begins anew. Calls wait for their outputs, which must follow them at once, so what is said
    /// after them belongs to their message.
    /// </summary>
    public bool IsSaid => _text is not null && !_isTold && _calls.Count == 0;

    public void AddReasoning(string text) => _reasoning += text;

    public void AddText(string text, string refusal)
    {
        _text = _isTold ? $"{_text}\n\n{text}" : _text + text;
        _refusal += refusal;
        _isTold = false;
    }

    public void AddTold(string text)
    {
        _isTold = _text is null || _isTold;
        _text = _text is null ? text : $"{_text}\n\n{text}";
    }

    public void AddCall(int index) => _calls.Add(index);

    /// <summary>Writes the message.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="writeCall">Writes the call of an index.</param>
    public void Write(Utf8JsonWriter json, Action<int> writeCall)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", _text);
        WriteUnlessEmpty("reasoning_content", _reasoning, json);
        WriteUnlessEmpty("refusal", _refusal, json);
        if (_calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            _calls.ForEach(writeCall);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public void Clear()
    {
        (_text, _reasoning, _refusal, _isTold) = (null, "", "", false);
        _calls.Clear();
    }

    private static void WriteUnlessEmpty(string name, string text, Utf8JsonWriter json)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }
}
