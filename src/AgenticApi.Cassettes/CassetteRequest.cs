using System.Text;
using System.Text.Json;
using System.Web;

namespace AgenticApi.Cassettes;

/// <summary>A recorded request.</summary>
/// <remarks>Immutable. Two requests are equal if their methods, paths, queries, headers and JSON bodies are equal.</remarks>
public sealed class CassetteRequest : IEquatable<CassetteRequest>
{
    /// <summary>The method of a WebSocket message.</summary>
    public const string WebSocketMethod = "WEBSOCKET";

    /// <summary>Initializes a new instance.</summary>
    /// <param name="method">The HTTP method, or <see cref="WebSocketMethod"/>; empty if unknown.</param>
    /// <param name="path">The path on the server, without the query; empty if unknown.</param>
    /// <param name="query">The decoded query parameters in order, grouped by name; null for none.</param>
    /// <param name="headers">The headers; null for none.</param>
    /// <param name="body">
    /// The JSON body; undefined for none. A body that is not JSON is a JSON string with its text. U+FFFD replaces halves of surrogate
    /// pairs.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="method"/> or <paramref name="path"/> is null.</exception>
    public CassetteRequest(
        string method,
        string path,
        IReadOnlyList<KeyValuePair<string, string>>? query = null,
        IReadOnlyDictionary<string, string>? headers = null,
        JsonElement body = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        Method = method;
        Path = path;
        // The values of a name are grouped, as in the file.
        Query = query is null ? [] : [.. query.GroupBy(parameter => parameter.Key).SelectMany(values => values)];
        Headers = CassetteHeaders.Copy(headers);
        Body = RequestBody.Mend(body.ValueKind == JsonValueKind.Undefined ? body : body.Clone());
    }

    /// <summary>The HTTP method; <see cref="WebSocketMethod"/> for a WebSocket message; empty if the file has none.</summary>
    public string Method { get; }

    /// <summary>The path on the server, such as <c>/v1/responses</c>; empty if the file has none.</summary>
    public string Path { get; }

    /// <summary>The decoded query parameters in order. A name may occur more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <summary>The recorded headers; names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The JSON body; undefined if there is none.</summary>
    public JsonElement Body { get; }

    /// <summary>Creates a request from the parts of an HTTP request.</summary>
    /// <param name="method">The HTTP method, or <see cref="WebSocketMethod"/>.</param>
    /// <param name="path">The path, without the query.</param>
    /// <param name="query">The query, percent-encoded, with or without its question mark; empty for none.</param>
    /// <param name="headers">The headers; null for none.</param>
    /// <param name="body">The body in UTF-8; empty for none. A body that is not JSON becomes a JSON string with its text.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="method"/>, <paramref name="path"/> or <paramref name="query"/> is null.
    /// </exception>
    public static CassetteRequest FromHttp(
        string method, string path, string query, IReadOnlyDictionary<string, string>? headers, ReadOnlySpan<byte> body)
    {
        var values = HttpUtility.ParseQueryString(query);
        var parameters = from name in values.AllKeys from value in values.GetValues(name) ?? [] select KeyValuePair.Create(name ?? "", value);
        return new CassetteRequest(method, path, [.. parameters], headers, RequestBody.Parse(Encoding.UTF8.GetString(body)));
    }

    internal static CassetteRequest None { get; } = new("", "");

    /// <inheritdoc/>
    public bool Equals(CassetteRequest? other) =>
        other is not null && Method == other.Method && Path == other.Path && Query.SequenceEqual(other.Query)
        && CassetteHeaders.AreEqual(Headers, other.Headers) && SameBody(Body, other.Body);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CassetteRequest);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Method, Path, Query.Count, Headers.Count);

    private static bool SameBody(JsonElement left, JsonElement right) =>
        left.ValueKind == JsonValueKind.Undefined || right.ValueKind == JsonValueKind.Undefined
            ? left.ValueKind == right.ValueKind
            : JsonElement.DeepEquals(left, right);
}
