using System.Text.Json;

namespace AgenticApi.Serving.Chat.Answers;

/// <summary>The reasoning of a message, or of a piece of one.</summary>
internal static class ChatReasoning
{
    /// <summary>
    /// The reasoning under the name that the server gives it: <c>reasoning_content</c>, <c>reasoning</c> (vLLM renamed the one to the other), or
    /// OpenRouter's <c>reasoning_details</c>. Servers that send more than one say the same in them.
    /// </summary>
    public static string? Read(JsonElement message) =>
        message.Member("reasoning_content").Text() is { Length: > 0 } content ? content
        : message.Member("reasoning").Text() is { Length: > 0 } reasoning ? reasoning
        : message.Member("reasoning_details") is { ValueKind: JsonValueKind.Array } details ? string.Concat(details.Values().Select(Detail))
        : null;

    /// <summary>The reasoning in a part of the content: a text, or parts again.</summary>
    public static string? ReadPart(JsonElement part)
    {
        var thinking = part.Member("thinking");
        return thinking.ValueKind == JsonValueKind.Array
            ? string.Concat(thinking.Values().Select(inner => inner.Member("text").Text()))
            : thinking.Text() ?? part.Member("text").Text();
    }

    /// <summary>The text of a detail, or its summary. One that is encrypted says nothing to anybody else.</summary>
    private static string? Detail(JsonElement detail) => detail.Member("text").Text() ?? detail.Member("summary").Text();
}
