using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>An error of a Chat Completions server: in a stream, or the body of a refusal.</summary>
internal static class ChatError
{
    /// <summary>The error that stands where an answer was due; null where none does.</summary>
    public static ErrorDelta? Read(JsonElement answer) => Find(answer) is var error && !error.HasValue() ? null : new ErrorDelta(
        error.Member("code").Text() ?? error.Member("type").Text() ?? ErrorDelta.ServerError,
        Message(error) ?? "The model's server reported an error.");

    /// <summary>The error: under <c>error</c>, or flat, as vLLM had it; undefined for none.</summary>
    public static JsonElement Find(JsonElement answer) => answer.Member("error") is var error && error.HasValue() ? error
        : answer.Member("object").Text() == "error" ? answer
        : default;

    /// <summary>What it says: a text, or the message of an object.</summary>
    public static string? Message(JsonElement error) => error.Text() ?? error.Member("message").Text();
}
