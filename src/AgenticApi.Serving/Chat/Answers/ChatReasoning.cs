using System.Text.Json;

namespace AgenticApi.Serving.Chat.Answers;

/// <summary>Reads the reasoning of a message or of a delta of one.</summary>
internal static class ChatReasoning
{
    /// <summary>
    /// Returns the reasoning from <c>reasoning_content</c>, <c>reasoning</c> (its newer name in vLLM), or OpenRouter's
    /// <c>reasoning_details</c>. A server that sends more than one of them repeats the same text, so only the first is read.
    /// </summary>
    public static string? Read(JsonElement message) =>
        message.Member("reasoning_content").Text() is { Length: > 0 } content ? content
        : message.Member("reasoning").Text() is { Length: > 0 } reasoning ? reasoning
        : message.Member("reasoning_details") is { ValueKind: JsonValueKind.Array } details ? string.Concat(details.Values().Select(Detail))
        : null;

    /// <summary>Returns the reasoning of a content part: a string, or an array of nested parts.</summary>
    public static string? ReadPart(JsonElement part)
    {
        var thinking = part.Member("thinking");
        return thinking.ValueKind == JsonValueKind.Array
            ? string.Concat(thinking.Values().Select(inner => inner.Member("text").Text()))
            : thinking.Text() ?? part.Member("text").Text();
    }

    /// <summary>Returns the text or the summary of a detail; null if it is encrypted.</summary>
    private static string? Detail(JsonElement detail) => detail.Member("text").Text() ?? detail.Member("summary").Text();
}
