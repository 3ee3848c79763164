using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>What an object of a Chat Completions answer says: a chunk of a stream, or a whole answer.</summary>
internal static class ChatChoice
{
    /// <summary>The deltas of a chunk or answer. Of several choices the first counts: a response has one.</summary>
    /// <param name="answer">The chunk or answer.</param>
    /// <param name="isWhole">Whether it is a whole answer, which has a message; a chunk need have nothing.</param>
    public static List<ModelDelta> Read(JsonElement answer, bool isWhole)
    {
        var deltas = new List<ModelDelta>();
        if (ChatError.Read(answer) is { } error)
        {
            deltas.Add(error);
            return deltas;
        }

        var choice = answer.Member("choices").Values().FirstOrDefault(choice => choice.Member("index").Number() == 0);
        var message = choice.Member(isWhole ? "message" : "delta");
        if (isWhole && !message.HasValue())
        {
            deltas.Add(new ErrorDelta(ErrorDelta.ServerError, "The model's server sent an answer without a choice."));
            return deltas;
        }

        ReadMessage(message, deltas);
        if (choice.Member("finish_reason").Text() is { Length: > 0 } reason)
        {
            deltas.Add(new FinishDelta(reason));
        }

        if (answer.Member("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            deltas.Add(Usage(usage));
        }

        return deltas;
    }

    private static void ReadMessage(JsonElement message, List<ModelDelta> deltas)
    {
        // vLLM renamed the one to the other; gateways that send both say the same in them.
        if ((message.Member("reasoning_content").Text() ?? message.Member("reasoning").Text()) is { Length: > 0 } reasoning)
        {
            deltas.Add(new ReasoningDelta(reasoning));
        }

        if (Content(message.Member("content")) is { Length: > 0 } content)
        {
            deltas.Add(new ContentDelta(content));
        }

        if (message.Member("refusal").Text() is { Length: > 0 } refusal)
        {
            deltas.Add(new RefusalDelta(refusal));
        }

        var position = 0;
        foreach (var call in message.Member("tool_calls").Values())
        {
            var index = call.Member("index");
            var function = call.Member("function");
            deltas.Add(new ToolCallDelta(index.ValueKind == JsonValueKind.Number ? (int)index.Number() : position)
            {
                Id = call.Member("id").Text(),
                Name = function.Member("name").Text(),
                Arguments = Arguments(function.Member("arguments")),
            });
            position++;
        }
    }

    private static string? Content(JsonElement content) =>
        content.ValueKind == JsonValueKind.Array ? string.Concat(content.Values().Select(part => part.Member("text").Text())) : content.Text();

    /// <summary>The arguments: text, and an object at servers that forget to make it one.</summary>
    private static string? Arguments(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object ? arguments.GetRawText() : arguments.Text();

    private static UsageDelta Usage(JsonElement usage) => new()
    {
        InputTokens = usage.Member("prompt_tokens").Number(),
        CachedTokens = usage.Member("prompt_tokens_details").Member("cached_tokens").Number(),
        OutputTokens = usage.Member("completion_tokens").Number(),
        ReasoningTokens = usage.Member("completion_tokens_details").Member("reasoning_tokens").Number(),
    };
}
