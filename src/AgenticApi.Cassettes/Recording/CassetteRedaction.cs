using System.Text;
using System.Text.Json;

namespace AgenticApi.Cassettes;

/// <summary>
/// Removes secrets from recorded conversations. Headers and query parameters keep their values only if they are on a list, and every
/// recorded text passes through <see cref="Replace"/>.
/// </summary>
/// <remarks>Immutable. A replay must use the same redaction, so that requests can be compared with the recorded ones.</remarks>
public sealed class CassetteRedaction
{
    /// <summary>The text in place of removed values.</summary>
    public const string Redacted = "REDACTED";

    /// <summary>The default lists, and no <see cref="Replace"/>.</summary>
    public static CassetteRedaction Default { get; } = new();

    /// <summary>
    /// The request headers to keep; case-insensitive. Other headers are not recorded. Default: <c>accept</c> and <c>content-type</c>.
    /// </summary>
    public IReadOnlySet<string> RequestHeaders { get; init; } = Names("accept", "content-type");

    /// <summary>
    /// The response headers to keep; case-insensitive. Other headers are not recorded. Default: <c>content-type</c>,
    /// <c>content-encoding</c> and <c>retry-after</c>.
    /// </summary>
    public IReadOnlySet<string> ResponseHeaders { get; init; } = Names("content-type", "content-encoding", "retry-after");

    /// <summary>
    /// The query parameters to keep. Others keep their names, with the value <see cref="Redacted"/>. Default: those of the Responses API,
    /// and <c>api-version</c>.
    /// </summary>
    public IReadOnlySet<string> QueryParameters { get; init; } =
        Names("after", "api-version", "before", "include", "include[]", "include_obfuscation", "limit", "order", "starting_after", "stream");

    /// <summary>
    /// Removes secrets from every recorded text; null, the default, changes nothing. It is called for the name of the server, paths
    /// (percent-encoded), header values, names and values of the query, bodies of requests (first as JSON text, then string by string), and
    /// answers (as one text with framing). A text that an answer sends in several events is split in the same way. It may be called from
    /// several threads.
    /// </summary>
    public Func<string, string>? Replace { get; init; }

    /// <summary>
    /// Creates a redaction with the default lists that also removes the given values, even if JSON or a URL escapes them.
    /// </summary>
    /// <param name="secrets">The values, such as keys and passwords. Empty values are ignored.</param>
    /// <exception cref="ArgumentNullException"><paramref name="secrets"/> is null.</exception>
    public static CassetteRedaction Of(params IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return new CassetteRedaction { Replace = SecretPattern.Of(secrets) is { } pattern ? text => pattern.Replace(text, Redacted) : null };
    }

    /// <summary>Returns a copy of the cassette without secrets.</summary>
    /// <param name="cassette">The cassette.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassette"/> is null.</exception>
    public Cassette Apply(Cassette cassette)
    {
        ArgumentNullException.ThrowIfNull(cassette);
        return new Cassette(cassette.Path, Server(cassette.Server), [.. cassette.Turns.Select(Apply)]);
    }

    /// <summary>Returns a copy of the turn without secrets.</summary>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentNullException"><paramref name="turn"/> is null.</exception>
    public CassetteTurn Apply(CassetteTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return new CassetteTurn(turn.Name, Apply(turn.Request), Apply(turn.Response));
    }

    /// <summary>Returns a copy of the request without secrets.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    public CassetteRequest Apply(CassetteRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new CassetteRequest(
            request.Method,
            Text(request.Path),
            [
                .. request.Query.Select(parameter =>
                    KeyValuePair.Create(Text(parameter.Key), QueryParameters.Contains(parameter.Key) ? Text(parameter.Value) : Redacted)),
            ],
            Headers(request.Headers, RequestHeaders),
            Replace is null || request.Body.ValueKind == JsonValueKind.Undefined ? request.Body : RequestBody.Change(request.Body, Replace));
    }

    /// <summary>Returns the name of the server without secrets.</summary>
    internal string? Server(string? server) => server is null ? null : Text(server);

    private CassetteResponse Apply(CassetteResponse response)
    {
        var bytes = response.Bytes;
        if (Replace is not null)
        {
            // Latin-1 keeps bytes that are not valid UTF-8, and the secrets in them can still be found.
            var encoding = System.Text.Unicode.Utf8.IsValid(bytes.Span) ? Encoding.UTF8 : Encoding.Latin1;
            bytes = encoding.GetBytes(Text(encoding.GetString(bytes.Span)));
        }

        var chunks = ResponseChunks.Split(bytes, response.Transport).Count;
        return new CassetteResponse(
            response.Status,
            Headers(response.Headers, ResponseHeaders),
            response.Transport,
            bytes.Span,
            // If the replacement changed the number of events, their times are not known.
            chunks == response.Times.Count ? response.Times : null,
            response.IsBroken);
    }

    private Dictionary<string, string> Headers(IReadOnlyDictionary<string, string> headers, IReadOnlySet<string> kept)
    {
        var left = CassetteHeaders.Empty();
        foreach (var (name, value) in headers.Where(header => kept.Contains(header.Key)))
        {
            left[name] = Text(value);
        }

        return left;
    }

    private string Text(string text) => Replace is null ? text : Replace(text);

    private static HashSet<string> Names(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
