using System.Text;
using System.Text.Json;

namespace AgenticApi.Cassettes;

/// <summary>
/// What of a conversation may be kept. Only headers and query parameters that are on a list keep their values, and every text that is
/// kept goes through <see cref="Replace"/>.
/// </summary>
/// <remarks>Immutable. Where recorded requests were redacted, so must be those that are compared with them: a replay takes the same redaction.</remarks>
public sealed class CassetteRedaction
{
    /// <summary>What stands where something was taken out.</summary>
    public const string Redacted = "REDACTED";

    /// <summary>Lists as by default, and no <see cref="Replace"/>.</summary>
    public static CassetteRedaction Default { get; } = new();

    /// <summary>The headers of a request that are kept, in any case: <c>accept</c> and <c>content-type</c> by default. Others leave no trace.</summary>
    public IReadOnlySet<string> RequestHeaders { get; init; } = Names("accept", "content-type");

    /// <summary>The headers of an answer that are kept, in any case: <c>content-type</c>, <c>content-encoding</c>, <c>retry-after</c> by default. Others leave no trace.</summary>
    public IReadOnlySet<string> ResponseHeaders { get; init; } = Names("content-type", "content-encoding", "retry-after");

    /// <summary>The query parameters whose values are kept: those that the Responses API defines, and <c>api-version</c>. Of others the name is kept, with <see cref="Redacted"/> as value.</summary>
    public IReadOnlySet<string> QueryParameters { get; init; } =
        Names("after", "api-version", "before", "include", "include[]", "include_obfuscation", "limit", "order", "starting_after", "stream");

    /// <summary>
    /// Takes secrets out of every text that is kept: what is said of the server, paths (percent-encoded), values of headers, names and values
    /// of the query, bodies of requests (whole as JSON spells them, then string by string), answers (whole as they came, a stream with its
    /// framing). What an answer gives piece by piece, in several events, stands there in pieces. Null, the default, keeps all as it is. May be
    /// called from several threads.
    /// </summary>
    public Func<string, string>? Replace { get; init; }

    /// <summary>A redaction with the lists of the default that takes out given values wherever they stand, however JSON or a URL spells them.</summary>
    /// <param name="secrets">The values: a key, a password. Empty ones are passed over.</param>
    /// <exception cref="ArgumentNullException"><paramref name="secrets"/> is null.</exception>
    public static CassetteRedaction Of(params IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return new CassetteRedaction { Replace = SecretPattern.Of(secrets) is { } pattern ? text => pattern.Replace(text, Redacted) : null };
    }

    /// <summary>The cassette with nothing in it but what may be kept.</summary>
    /// <param name="cassette">The cassette.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassette"/> is null.</exception>
    public Cassette Apply(Cassette cassette)
    {
        ArgumentNullException.ThrowIfNull(cassette);
        return new Cassette(cassette.Path, Server(cassette.Server), [.. cassette.Turns.Select(Apply)]);
    }

    /// <summary>The turn with nothing in it but what may be kept.</summary>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentNullException"><paramref name="turn"/> is null.</exception>
    public CassetteTurn Apply(CassetteTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return new CassetteTurn(turn.Name, Apply(turn.Request), Apply(turn.Response));
    }

    /// <summary>The request with nothing in it but what may be kept.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    public CassetteRequest Apply(CassetteRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new CassetteRequest(
            request.Method,
            Text(request.Path),
            [.. request.Query.Select(parameter => KeyValuePair.Create(Text(parameter.Key), QueryParameters.Contains(parameter.Key) ? Text(parameter.Value) : Redacted))],
            Headers(request.Headers, RequestHeaders),
            Replace is null || request.Body.ValueKind == JsonValueKind.Undefined ? request.Body : RequestBody.Change(request.Body, Replace));
    }

    /// <summary>What may be kept of what is said of the server.</summary>
    internal string? Server(string? server) => server is null ? null : Text(server);

    private CassetteResponse Apply(CassetteResponse response)
    {
        var bytes = response.Bytes;
        if (Replace is not null)
        {
            // Latin-1 gives bytes that are no UTF-8 back as they are, and leaves the secrets in them to be seen.
            var encoding = System.Text.Unicode.Utf8.IsValid(bytes.Span) ? Encoding.UTF8 : Encoding.Latin1;
            bytes = encoding.GetBytes(Text(encoding.GetString(bytes.Span)));
        }

        var chunks = ResponseChunks.Split(bytes, response.Transport).Count;
        return new CassetteResponse(
            response.Status,
            Headers(response.Headers, ResponseHeaders),
            response.Transport,
            bytes.Span,
            // Where the replacing made events of one, or one of several, nobody knows when they came.
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
