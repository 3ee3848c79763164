using System.Text.Json;

namespace AgenticApi.Cassettes;

/// <summary>What was asked.</summary>
public sealed class CassetteRequest
{
    internal CassetteRequest(string method, string path, IReadOnlyDictionary<string, string> headers, JsonElement body)
    {
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
    }

    /// <summary>The HTTP method; <c>WEBSOCKET</c> for a message on a socket; empty where the file does not say.</summary>
    public string Method { get; }

    /// <summary>The path on the server, <c>/v1/responses</c> for instance; empty where the file does not say.</summary>
    public string Path { get; }

    /// <summary>The headers that were kept; their names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The JSON body; undefined where there is none.</summary>
    public JsonElement Body { get; }

    internal static CassetteRequest None { get; } = new("", "", CassetteResponse.NoHeaders, default);
}
