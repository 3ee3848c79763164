using System.Text.Json;

namespace AgenticApi.Serving.Chat.Answers;

/// <summary>Reads the token usage of an answer, in all the places and under all the names that servers use.</summary>
internal static class ChatUsage
{
    /// <summary>Returns the usage of a chunk or answer; null if it has none, or only zeros.</summary>
    public static UsageDelta? Read(JsonElement answer, JsonElement choice)
    {
        var usage = Find(answer, choice);
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var input = First(usage, "prompt_tokens", "input_tokens");
        var output = First(usage, "completion_tokens", "output_tokens");
        var total = Count(usage.Member("total_tokens"));
        if (input + output + total == 0)
        {
            return null;
        }

        return new()
        {
            InputTokens = input,
            CachedTokens = Detail(usage, "prompt_tokens_details", "input_tokens_details", "cached_tokens", "prompt_cache_hit_tokens"),
            OutputTokens = output > 0 ? output : Math.Max(total - input, 0),
            ReasoningTokens = Detail(usage, "completion_tokens_details", "output_tokens_details", "reasoning_tokens", null),
            ServiceTier = answer.Member("service_tier").Text(),
        };
    }

    /// <summary>Finds the usage: in the answer, in <c>x_groq</c> (Groq), or in the choice (Moonshot).</summary>
    private static JsonElement Find(JsonElement answer, JsonElement choice) =>
        answer.Member("usage") is { ValueKind: JsonValueKind.Object } usage ? usage
        : answer.Member("x_groq").Member("usage") is { ValueKind: JsonValueKind.Object } groq ? groq
        : choice.Member("usage");

    private static long First(JsonElement usage, string name, string otherName) => Count(usage.Member(name)) is > 0 and var count ? count : Count(usage.Member(otherName));

    /// <summary>Returns a count from the details, or from the usage itself (SGLang, Moonshot and DeepSeek).</summary>
    private static long Detail(JsonElement usage, string details, string otherDetails, string name, string? otherName)
    {
        var count = Math.Max(Count(usage.Member(details).Member(name)), Count(usage.Member(otherDetails).Member(name)));
        return count > 0 || otherName is null ? Math.Max(count, Count(usage.Member(name))) : First(usage, name, otherName);
    }

    /// <summary>Returns a number of tokens, without its fraction if it has one; 0 for anything else.</summary>
    private static long Count(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var count) && count is > 0 and < 1e15 ? (long)count : 0;
}
