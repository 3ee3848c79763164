using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Reads an error of a Chat Completions server, from a chunk of a stream or from the body of an error status.</summary>
internal static class ChatError
{
    private const string RateLimit = "rate_limit_exceeded";

    /// <summary>Returns the error in a chunk or body; null if there is none.</summary>
    public static ErrorDelta? Read(JsonElement answer) => Find(answer) is var error && !error.HasValue() ? null : Delta(error);

    /// <summary>Creates the delta of an error.</summary>
    public static ErrorDelta Delta(JsonElement error) =>
        new(Code(error), Message(error) is { Length: > 0 } message ? message : "The model's server reported an error.");

    /// <summary>
    /// Finds the error: in <c>error</c>, in <c>x_groq.error</c> (Groq), or the object itself (older versions of vLLM). Undefined if there
    /// is none.
    /// </summary>
    public static JsonElement Find(JsonElement answer) => answer.Member("error") is var error && IsError(error) ? error
        : answer.Member("x_groq").Member("error") is var groq && IsError(groq) ? groq
        : answer.Member("object").Text() == "error" ? answer
        : default;

    /// <summary>
    /// Returns the message of an error: the error itself if it is a string, otherwise its <c>message</c>; null if there is none.
    /// </summary>
    public static string? Message(JsonElement error) => error.Text() ?? error.Member("message").Text();

    /// <summary>
    /// Returns a code that is a name, not a number. OpenRouter sends an HTTP status as <c>code</c>, and the name in <c>metadata</c>.
    /// </summary>
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
