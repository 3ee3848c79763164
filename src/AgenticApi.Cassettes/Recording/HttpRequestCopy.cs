using System.Net.Http.Headers;

namespace AgenticApi.Cassettes;

/// <summary>Copies HTTP messages into the form of a cassette.</summary>
internal static class HttpRequestCopy
{
    /// <summary>Copies a request. Its body is buffered, so that it can still be sent.</summary>
    public static async Task<CassetteRequest> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var uri = request.RequestUri!;
        return CassetteRequest.FromHttp(request.Method.Method, uri.AbsolutePath, uri.Query, Headers(request.Headers, request.Content?.Headers), body);
    }

    /// <summary>
    /// Returns the headers of a message and of its content with names in lower case. Values of the same name are joined as in HTTP.
    /// </summary>
    public static Dictionary<string, string> Headers(HttpHeaders message, HttpContentHeaders? content)
    {
        var headers = CassetteHeaders.Empty();
        foreach (var (name, values) in message.NonValidated.Concat(content?.NonValidated ?? []))
        {
            headers[name.ToLowerInvariant()] = values.ToString();
        }

        return headers;
    }
}
