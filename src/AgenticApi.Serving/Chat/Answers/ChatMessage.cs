using System.Text.Json;

namespace AgenticApi.Serving.Chat.Answers;

/// <summary>Reads a message or a delta of one: reasoning, text, refusal and calls, in the order in which models write them.</summary>
internal static class ChatMessage
{
    public static void Read(JsonElement message, JsonElement choice, List<ModelDelta> deltas)
    {
        if (ChatReasoning.Read(message) is { Length: > 0 } reasoning)
        {
            deltas.Add(new ReasoningDelta(reasoning));
        }

        ReadContent(message.Member("content"), choice.Member("logprobs").Member("content"), deltas);
        if (message.Member("refusal").Text() is { Length: > 0 } refusal)
        {
            deltas.Add(new RefusalDelta(refusal));
        }

        ChatAnnotations.Read(message.Member("annotations"), deltas);
        ChatAnnotations.Read(choice.Member("annotations"), deltas);
        ReadCalls(message, deltas);
    }

    private static void ReadContent(JsonElement content, JsonElement logprobs, List<ModelDelta> deltas)
    {
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                ReadPart(part, deltas);
            }
        }
        else if (content.Text() is { } text && (text.Length > 0 || logprobs.HasValue()))
        {
            deltas.Add(new ContentDelta(text) { Logprobs = logprobs.HasValue() ? logprobs.Clone() : default });
        }
    }

    /// <summary>Reads a part of the content. Mistral's servers send reasoning as parts of the type <c>thinking</c>.</summary>
    private static void ReadPart(JsonElement part, List<ModelDelta> deltas)
    {
        if (part.Member("type").Text() is "thinking" or "reasoning")
        {
            if (ChatReasoning.ReadPart(part) is { Length: > 0 } reasoning)
            {
                deltas.Add(new ReasoningDelta(reasoning));
            }
        }
        else if ((part.Text() ?? part.Member("text").Text()) is { Length: > 0 } text)
        {
            deltas.Add(new ContentDelta(text));
        }
        else if (part.Member("refusal").Text() is { Length: > 0 } refusal)
        {
            deltas.Add(new RefusalDelta(refusal));
        }
    }

    private static void ReadCalls(JsonElement message, List<ModelDelta> deltas)
    {
        var position = 0;
        foreach (var call in message.Member("tool_calls").Values())
        {
            var index = call.Member("index");
            var at = index.ValueKind == JsonValueKind.Number && index.TryGetInt32(out var number) ? number : position;
            deltas.Add(Call(at, call.Member("id").Text(), call.Member("function")));
            position++;
        }

        // Servers that send both forms repeat the same call in them.
        if (position == 0 && message.Member("function_call") is { ValueKind: JsonValueKind.Object } only)
        {
            deltas.Add(Call(0, null, only));
        }
    }

    private static ToolCallDelta Call(int index, string? id, JsonElement function) => new(index)
    {
        Id = id,
        Name = function.Member("name").Text(),
        Arguments = Arguments(function.Member("arguments")),
    };

    /// <summary>Returns the arguments, which should be a string with JSON. Some servers send the object itself.</summary>
    private static string? Arguments(JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object ? arguments.GetRawText() : arguments.Text();
}
