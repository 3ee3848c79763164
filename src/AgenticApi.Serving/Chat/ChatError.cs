using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>An error of a Chat Completions server: in a stream, or the body of a refusal.</summary>
internal static class ChatError
{
    private const string RateLimit = "rate_limit_exceeded";

    /// <summary>The error that stands where an answer was due; null where none does.</summary>
    public static ErrorDelta? Read(JsonElement answer) => Find(answer) is var error && !error.HasValue() ? null : Delta(error);

    /// <summary>The delta of an error.</summary>
    public static ErrorDelta Delta(JsonElement error) =>
        new(Code(error), Message(error) is { Length: > 0 } message ? message : "The model's server reported an error.");

    /// <summary>The error: under <c>error</c>, at Groq also under a member of its own, or flat, as vLLM had it; undefined for none.</summary>
    public static JsonElement Find(JsonElement answer) => answer.Member("error") is var error && IsError(error) ? error
        : answer.Member("x_groq").Member("error") is var groq && IsError(groq) ? groq
        : answer.Member("object").Text() == "error" ? answer
        : default;

    /// <summary>What it says: a text, or the message of an object.</summary>
    public static string? Message(JsonElement error) => error.Text() ?? error.Member("message").Text();

    /// <summary>What failed: in words where the server has some; OpenRouter has a status, and its words one level deeper.</summary>
    private static string Code(JsonElement error)
    {
        var code = error.Member("code");
        return First(code.Text(), error.Member("type").Text(), error.Member("metadata").Member("error_type").Text())
            ?? (code.Number() == 429 ? RateLimit : ErrorDelta.ServerError);
    }

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is { Length: > 0 })
            {
                return text;
            }
        }

        return null;
    }

    private static bool IsError(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.Text() is { Length: > 0 },
        JsonValueKind.Object => error.EnumerateObject().Any(),
        _ => false,
    };
}
