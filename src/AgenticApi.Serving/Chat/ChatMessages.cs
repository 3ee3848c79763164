using System.Text.Json;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Chat;

/// <summary>Writes a conversation as the messages of a Chat Completions request.</summary>
/// <remarks>
/// The outputs of calls follow the message with the calls at once, wherever they stand in the conversation: servers demand it. What stands
/// between them comes after.
/// </remarks>
/// <param name="json">Where to.</param>
/// <param name="conversation">The conversation.</param>
/// <param name="tools">The tools, for the names that the model uses.</param>
/// <param name="options">How to write.</param>
internal sealed class ChatMessages(Utf8JsonWriter json, Conversation conversation, ServedTools tools, ChatCompletionRequestOptions options)
{
    private readonly CallLedger _calls = new(conversation.Items);
    private readonly AssistantDraft _draft = new();

    /// <summary>Writes the messages.</summary>
    /// <param name="instructions">The texts that come before all.</param>
    public void Write(IEnumerable<string> instructions)
    {
        var kept = options.KeepsSystemMessages;
        var system = kept ? instructions : instructions.Concat(conversation.Items.Where(item => item.IsSystem).Select(SystemText.Message));
        // A client that continues a conversation says the same again with each turn.
        var text = string.Join("\n\n", system.Where(part => part.Length > 0).Distinct(StringComparer.Ordinal));
        if (text.Length > 0)
        {
            WriteText("system", text);
        }

        for (var i = 0; i < conversation.Items.Count; i++)
        {
            if (kept || !conversation.Items[i].IsSystem)
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
            case ItemUse.Told when ToldItems.Text(item, options.OpenReasoning) is { Length: > 0 } told:
                Tell(item, told);
                break;
        }
    }

    private void Tell(ConversationItem item, string told)
    {
        if (ToldItems.IsUsers(item.Type))
        {
            Flush();
            WriteText("user", told);
            return;
        }

        EndText();
        _draft.AddTold(told);
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
                var said = ChatContent.Said(content, $"{item.At}.content");
                EndText();
                _draft.AddText(said.Text, said.Refusal);
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

    /// <summary>Ends a message of text where the assistant begins anew.</summary>
    private void EndText()
    {
        if (_draft.IsSaid)
        {
            Flush();
        }
    }

    /// <summary>Writes what the assistant said, if anything, and the outputs of its calls.</summary>
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
