using System.Text.Json;

namespace AgenticApi.Serving.Chat.Answers;

/// <summary>Reads a Chat Completions object: a chunk of a stream, or a whole answer.</summary>
internal static class ChatChoice
{
    /// <summary>Returns the deltas of a chunk or answer. Only the choice with the index 0 is read. An error is the last delta.</summary>
    /// <param name="answer">The chunk or answer. The deltas do not refer to it.</param>
    /// <param name="isWhole">Whether it is a whole answer, which must have a message; a chunk may be empty.</param>
    public static List<ModelDelta> Read(JsonElement answer, bool isWhole)
    {
        var deltas = new List<ModelDelta>(1);
        var choice = First(answer.Member("choices"));
        var message = Message(answer, choice, isWhole);
        ChatMessage.Read(message, choice, deltas);
        if (ChatUsage.Read(answer, choice) is { } usage)
        {
            deltas.Add(usage);
        }

        var finish = choice.Member("finish_reason").Text() is { Length: > 0 } reason ? ChatFinish.Read(reason) : null;
        if ((ChatError.Read(answer) ?? ChatError.Read(choice)) is { } error)
        {
            deltas.Add(error);
        }
        else if (isWhole && !message.HasValue())
        {
            return [new ErrorDelta(ErrorDelta.ServerError, "The model's server sent an answer without a choice.")];
        }
        else if (finish is not null)
        {
            deltas.Add(finish);
        }

        return deltas;
    }

    private static JsonElement First(JsonElement choices)
    {
        if (choices.ValueKind == JsonValueKind.Array)
        {
            foreach (var choice in choices.EnumerateArray())
            {
                if (choice.Member("index").Number() == 0)
                {
                    return choice;
                }
            }
        }

        return default;
    }

    /// <summary>
    /// Returns the message of the choice. A server that cannot stream sends the whole answer as the only chunk; others repeat the whole
    /// message in the last chunk, which also has a delta.
    /// </summary>
    private static JsonElement Message(JsonElement answer, JsonElement choice, bool isWhole)
    {
        var message = choice.Member(isWhole ? "message" : "delta");
        return message.HasValue() || isWhole || answer.Member("object").Text() != "chat.completion" ? message : choice.Member("message");
    }
}
