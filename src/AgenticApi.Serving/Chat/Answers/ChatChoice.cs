using System.Text.Json;

namespace AgenticApi.Serving.Chat.Answers;

/// <summary>What an object of a Chat Completions answer says: a chunk of a stream, or a whole answer.</summary>
internal static class ChatChoice
{
    /// <summary>The deltas of a chunk or answer. Of several choices the first counts: a response has one. An error is the last.</summary>
    /// <param name="answer">The chunk or answer. The deltas keep nothing of it.</param>
    /// <param name="isWhole">Whether it is a whole answer, which has a message; a chunk need have nothing.</param>
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

    /// <summary>What the choice says. A server that cannot stream sends the whole answer as the only chunk; others repeat the whole in the last one.</summary>
    private static JsonElement Message(JsonElement answer, JsonElement choice, bool isWhole)
    {
        var message = choice.Member(isWhole ? "message" : "delta");
        return message.HasValue() || isWhole || answer.Member("object").Text() != "chat.completion" ? message : choice.Member("message");
    }
}
