using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>
/// Collects consecutive items of the assistant (reasoning, text, calls). They are separate items in the Responses API and one message in
/// Chat Completions.
/// </summary>
internal sealed class AssistantDraft
{
    private readonly List<int> _calls = [];
    private readonly StringBuilder _reasoning = new();
    private readonly StringBuilder _refusal = new();
    private readonly StringBuilder _text = new();
    private bool _hasText;

    // Whether the text so far only describes what hosted tools did. The next text of the assistant is added to it.
    private bool _isDescription;

    /// <summary>The indexes of the calls.</summary>
    public IReadOnlyList<int> Calls => _calls;

    /// <summary>Whether there is a message. Reasoning alone is not a message.</summary>
    public bool IsMessage => _hasText || _calls.Count > 0;

    /// <summary>
    /// Whether the next reasoning or text begins a new message. After calls it does not: their outputs must directly follow their message,
    /// so later text is added to it.
    /// </summary>
    public bool IsComplete => _hasText && !_isDescription && _calls.Count == 0;

    public void AddReasoning(string text) => _reasoning.Append(text);

    public void AddText(string text, string refusal)
    {
        _text.Append(_isDescription ? "\n\n" : "").Append(text);
        _refusal.Append(refusal);
        (_hasText, _isDescription) = (true, false);
    }

    public void AddDescription(string text)
    {
        _text.Append(_hasText ? "\n\n" : "").Append(text);
        (_hasText, _isDescription) = (true, !_hasText || _isDescription);
    }

    public void AddCall(int index) => _calls.Add(index);

    /// <summary>Writes the message.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="writeCall">Writes the call with an index.</param>
    public void Write(Utf8JsonWriter json, Action<int> writeCall)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", _hasText ? _text.ToString() : null);
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
        _text.Clear();
        _reasoning.Clear();
        _refusal.Clear();
        _calls.Clear();
        (_hasText, _isDescription) = (false, false);
    }

    private static void WriteUnlessEmpty(string name, StringBuilder text, Utf8JsonWriter json)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text.ToString());
        }
    }
}
