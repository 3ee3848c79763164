using System.Text;
using System.Text.Json;
using System.Web;

namespace AgenticApi.Cassettes;

/// <summary>What was asked.</summary>
/// <remarks>Immutable. Two requests are equal where method, path, query, headers and the JSON values of the body are.</remarks>
public sealed class CassetteRequest : IEquatable<CassetteRequest>
{
    /// <summary>The method of a message on a socket.</summary>
    public const string WebSocketMethod = "WEBSOCKET";

    /// <summary>Creates one.</summary>
    /// <param name="method">The HTTP method, or <see cref="WebSocketMethod"/>; empty where it is not known.</param>
    /// <param name="path">The path on the server, without the query; empty where it is not known.</param>
    /// <param name="query">The parameters of the query, decoded, in their order, the values of a name together; null for none.</param>
    /// <param name="headers">The headers; null for none.</param>
    /// <param name="body">The JSON body; undefined for none. Where it is not JSON, its text as a JSON string. Half a surrogate pair in it becomes U+FFFD.</param>
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
        // A name's values stand together, as they do in the file.
        Query = query is null ? [] : [.. query.GroupBy(parameter => parameter.Key).SelectMany(values => values)];
        Headers = CassetteHeaders.Copy(headers);
        Body = RequestBody.Mend(body.ValueKind == JsonValueKind.Undefined ? body : body.Clone());
    }

    /// <summary>The HTTP method; <see cref="WebSocketMethod"/> for a message on a socket; empty where the file does not say.</summary>
    public string Method { get; }

    /// <summary>The path on the server, <c>/v1/responses</c> for instance; empty where the file does not say.</summary>
    public string Path { get; }

    /// <summary>The parameters of the query, decoded, in their order; a name may stand more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <summary>The headers that were kept; their names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The JSON body; undefined where there is none.</summary>
    public JsonElement Body { get; }

    /// <summary>The request as HTTP carries it.</summary>
    /// <param name="method">The HTTP method, or <see cref="WebSocketMethod"/>.</param>
    /// <param name="path">The path, without the query.</param>
    /// <param name="query">The query, percent-encoded, with or without its question mark; empty for none.</param>
    /// <param name="headers">The headers; null for none.</param>
    /// <param name="body">The body, UTF-8; empty for none. Where it is not JSON, its text stands as a JSON string.</param>
    /// <exception cref="ArgumentNullException"><paramref name="method"/>, <paramref name="path"/> or <paramref name="query"/> is null.</exception>
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
