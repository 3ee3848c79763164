using System.Text.Json;

namespace AgenticApi;

/// <summary>Why a response failed: its <c>error</c>, or the <c>error</c> event that ended its stream.</summary>
public sealed class ResponseError : WireObject
{
    internal ResponseError(JsonElement json)
        : base(json)
    {
    }

    /// <summary>
    /// The <c>code</c>, an open set such as <c>server_error</c> and <c>rate_limit_exceeded</c>. A number, as vLLM sends it, reads as
    /// its JSON text. Null if absent.
    /// </summary>
    public string? Code => String("code"u8) ?? (Member("code"u8) is { ValueKind: JsonValueKind.Number } code ? code.GetRawText() : null);

    /// <summary>The <c>message</c>; empty if absent.</summary>
    public string Message => String("message"u8) ?? "";

    /// <summary>The <c>type</c>, the family of the error; null if absent, for example in the error of a response.</summary>
    public string? Type => String("type"u8);

    /// <summary>The request parameter at fault (<c>param</c>); null if absent.</summary>
    public string? Param => String("param"u8);
}
