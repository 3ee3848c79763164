using System.Text.Json;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Chat;

/// <summary>Writes a conversation as the messages of a Chat Completions request.</summary>
/// <remarks>
/// Servers require that the outputs of calls directly follow the message with the calls. Items between a call and its output are written
/// after the output.
/// </remarks>
/// <param name="json">The writer.</param>
/// <param name="conversation">The conversation.</param>
/// <param name="tools">The tools, for the names that the model uses.</param>
/// <param name="options">The options.</param>
internal sealed class ChatMessages(Utf8JsonWriter json, Conversation conversation, ServedTools tools, ChatCompletionRequestOptions options)
{
    private readonly CallOutputs _calls = new(conversation.Items);
    private readonly AssistantDraft _draft = new();

    /// <summary>Writes the messages.</summary>
    /// <param name="instructions">The texts of the system message at the beginning.</param>
    public void Write(IEnumerable<string> instructions)
    {
        var keepsSystem = options.KeepsSystemMessages;
        var system = keepsSystem ? instructions : instructions.Concat(conversation.Items.Where(item => item.IsSystem).Select(SystemText.Message));
        // Clients that continue a conversation often repeat the same text in each turn.
        var text = string.Join("\n\n", system.Where(part => part.Length > 0).Distinct(StringComparer.Ordinal));
        if (text.Length > 0)
        {
            WriteText("system", text);
        }

        for (var i = 0; i < conversation.Items.Count; i++)
        {
            if (keepsSystem || !conversation.Items[i].IsSystem)
            {
                Write(i, conversation.Items[i]);
            }
        }

        Flush();
    }

    private void Write(int index, ConversationItem item)
    {
        switch (item.Rule.Use)
        {
            case ItemUse.Message:
                WriteMessage(item);
                break;
            case ItemUse.Reasoning when ReasoningText.Read(item.Json, item.At, options.OpenReasoning) is { Length: > 0 } reasoning:
                EndText();
                _draft.AddReasoning(reasoning);
                break;
            case ItemUse.Call when !_calls.IsLeftOut(index):
                _draft.AddCall(index);
                break;
            case ItemUse.Output when _draft.Calls.Any(call => _calls.OutputsOf(call).Contains(index)):
                Flush();
                break;
            case ItemUse.Described when ItemDescriptions.Text(item, options.OpenReasoning) is { Length: > 0 } description:
                WriteDescription(item, description);
                break;
        }
    }

    private void WriteDescription(ConversationItem item, string description)
    {
        if (ItemDescriptions.IsFromUser(item.Type))
        {
            Flush();
            WriteText("user", description);
            return;
        }

        EndText();
        _draft.AddDescription(description);
    }

    private void WriteMessage(ConversationItem item)
    {
        if (item.Json.Text() is { } text)
        {
            Flush();
            WriteText("user", text);
            return;
        }

        var role = Required.Text(item.Json, "role", item.At);
        var content = item.Json.Member("content");
        switch (role)
        {
            case "assistant":
                var (answer, refusal) = ChatContent.AssistantText(content, $"{item.At}.content");
                EndText();
                _draft.AddText(answer, refusal);
                break;
            case "system" or "developer":
                var message = SystemText.Message(item);
                Flush();
                WriteText(role == "developer" && options.KnowsDeveloper ? role : "system", message);
                break;
            case "user":
                Flush();
                json.WriteStartObject();
                json.WriteString("role", role);
                json.WritePropertyName("content");
                ChatContent.Write(content, $"{item.At}.content", json);
                json.WriteEndObject();
                break;
            default:
                throw Fault.Value($"{item.At}.role", "user", "assistant", "system", "developer");
        }
    }

    /// <summary>Writes the current assistant message if it is complete, so that the next item begins a new one.</summary>
    private void EndText()
    {
        if (_draft.IsComplete)
        {
            Flush();
        }
    }

    /// <summary>Writes the current assistant message, if there is one, and the outputs of its calls.</summary>
    private void Flush()
    {
        if (_draft.IsMessage)
        {
            _draft.Write(json, call => CallWriter.WriteCall(conversation.Items[call], tools, json));
            foreach (var call in _draft.Calls.OrderBy(call => _calls.OutputsOf(call)[0]))
            {
                CallWriter.WriteOutputs([.. _calls.OutputsOf(call).Select(output => conversation.Items[output])], conversation.Items[call].CallId!, json);
            }
        }

        _draft.Clear();
    }

    private void WriteText(string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }
}
