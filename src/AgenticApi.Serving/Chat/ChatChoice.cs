using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>What an object of a Chat Completions answer says: a chunk of a stream, or a whole answer.</summary>
internal static class ChatChoice
{
    /// <summary>The deltas of a chunk or answer. Of several choices the first counts: a response has one.</summary>
    /// <param name="answer">The chunk or answer.</param>
    /// <param name="member">Where a choice has what the model said: <c>delta</c> or <c>message</c>.</param>
    public static List<ModelDelta> Read(JsonElement answer, string member)
    {
        var deltas = new List<ModelDelta>();
        if (ChatError.Read(answer) is { } error)
        {
            deltas.Add(error);
            return deltas;
        }

        foreach (var choice in answer.Member("choices").Values().Where(choice => choice.Member("index").Number() == 0).Take(1))
        {
            ReadMessage(choice.Member(member), deltas);
            if (choice.Member("finish_reason").Text() is { Length: > 0 } reason)
            {
                deltas.Add(new FinishDelta(reason));
            }
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
