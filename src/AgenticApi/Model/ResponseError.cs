using System.Text.Json;

namespace AgenticApi;

/// <summary>Why a response failed: its <c>error</c>, or the <c>error</c> event that ended its stream.</summary>
public sealed class ResponseError : WireObject
{
    internal ResponseError(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The server's code, an open set (<c>server_error</c>, <c>rate_limit_exceeded</c>, a number at vLLM); null where it gave none.</summary>
    public string? Code => String("code"u8) ?? (Member("code"u8) is { ValueKind: JsonValueKind.Number } code ? code.GetRawText() : null);

    /// <summary>What the server says went wrong; empty where it said nothing.</summary>
    public string Message => String("message"u8) ?? "";

    /// <summary>The family of the error, as errors outside a response have it; otherwise null.</summary>
    public string? Type => String("type"u8);

    /// <summary>The request parameter at fault; null where it was none.</summary>
    public string? Param => String("param"u8);
}
