using System.Text.Json;
using AgenticApi.Serving.Emitting;

namespace AgenticApi.Serving.Chat;

/// <summary>
/// Writes input items as the messages of a Chat Completions request. What the assistant said in a row (reasoning, text, calls) are several items
/// there and one message here.
/// </summary>
/// <param name="json">Where to.</param>
/// <param name="answered">The ids of the calls that have an output.</param>
internal sealed class ChatMessages(Utf8JsonWriter json, IReadOnlySet<string> answered)
{
    private readonly List<JsonElement> _calls = [];
    private string _reasoning = "";
    private string _refusal = "";
    private string? _text;

    /// <summary>Writes a message of plain text.</summary>
    public void Write(string role, string text)
    {
        Flush();
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }

    public void Write(JsonElement item, string at)
    {
        switch (item.Member("type").Text() ?? (item.Member("role").HasValue() ? ItemTypes.Message : null))
        {
            case ItemTypes.Message:
                WriteMessage(item, at);
                break;
            case ItemTypes.Reasoning:
                if (Reasoning(item) is { Length: > 0 } reasoning)
                {
                    EndText();
                    _reasoning += reasoning;
                }

                break;
            case ItemTypes.FunctionCall when IsLeftOut(item):
                break;
            case ItemTypes.FunctionCall:
                _ = Required(item, "call_id", at);
                _ = Required(item, "name", at);
                _calls.Add(item);
                break;
            case ItemTypes.FunctionCallOutput:
                Flush();
                json.WriteStartObject();
                json.WriteString("role", "tool");
                json.WriteString("tool_call_id", Required(item, "call_id", at));
                json.WritePropertyName("content");
                ChatContent.Write(item.Member("output"), at + ".output", json);
                json.WriteEndObject();
                break;
            default:
                throw new InvalidRequestException(
                    "An item of this type cannot be given to the model. Known are message, reasoning, function_call and function_call_output.", at + ".type");
        }
    }

    /// <summary>Writes what the assistant said, if anything. Reasoning alone is no message.</summary>
    public void Flush()
    {
        if (_text is not null || _calls.Count > 0)
        {
            json.WriteStartObject();
            json.WriteString("role", "assistant");
            json.WriteString("content", _text);
            WriteUnlessEmpty("reasoning_content", _reasoning);
            WriteUnlessEmpty("refusal", _refusal);
            WriteCalls();
            json.WriteEndObject();
        }

        (_text, _reasoning, _refusal) = (null, "", "");
        _calls.Clear();
    }

    /// <summary>
    /// Ends a message of text where the assistant begins anew. Calls wait for their answers, which must follow them at once, so what is said
    /// after them belongs to their message.
    /// </summary>
    private void EndText()
    {
        if (_text is not null && _calls.Count == 0)
        {
            Flush();
        }
    }

    private void WriteMessage(JsonElement item, string at)
    {
        var role = Required(item, "role", at);
        var content = item.Member("content");
        if (role == "assistant")
        {
            if (content.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            {
                throw new InvalidRequestException("It must be a text or an array of parts.", at + ".content");
            }

            EndText();
            _text += ChatContent.Text(content);
            _refusal += string.Concat(content.Values().Select(part => part.Member("refusal").Text()));
            return;
        }

        Flush();
        json.WriteStartObject();
        json.WriteString("role", role switch
        {
            "user" or "system" => role,
            // The templates of open models know no other word for it.
            "developer" => "system",
            _ => throw new InvalidRequestException("A role is user, system, developer or assistant.", at + ".role"),
        });
        json.WritePropertyName("content");
        ChatContent.Write(content, at + ".content", json);
        json.WriteEndObject();
    }

    private void WriteUnlessEmpty(string name, string text)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private void WriteCalls()
    {
        if (_calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in _calls)
        {
            json.WriteStartObject();
            ChatContent.Copy(call, "call_id", json, "id");
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            ChatContent.Copy(call, "name", json);
            // Servers read them as JSON, and refuse the whole conversation where they are none.
            json.WriteString("arguments", call.Member("arguments").Text() is { } arguments && ArgumentsJson.IsObject(arguments) ? arguments : "{}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The reasoning that can be read: raw where there is any, otherwise its summary. What is encrypted no other server can read.</summary>
    private static string Reasoning(JsonElement item) =>
        string.Concat(item.Member("content").Values().Select(part => part.Member("text").Text())) is { Length: > 0 } raw
            ? raw
            : string.Join("\n\n", item.Member("summary").Values().Select(part => part.Member("text").Text()));

    /// <summary>Whether a call is none for the model: it was cut off, and nobody answered it, or it has not even a name.</summary>
    private bool IsLeftOut(JsonElement call) =>
        call.Member("status").Text() == Statuses.Incomplete
        && (call.Member("name").Text() is not { Length: > 0 } || !answered.Contains(call.Member("call_id").Text() ?? ""));

    private static string Required(JsonElement item, string name, string at) => item.Member(name).Text() is { Length: > 0 } text
        ? text
        : throw new InvalidRequestException("It is required, and a text.", $"{at}.{name}");
}
