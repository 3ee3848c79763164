using System.Net.Http.Headers;

namespace AgenticApi.Cassettes;

/// <summary>Makes of HTTP messages what a cassette holds of them.</summary>
internal static class HttpRequestCopy
{
    /// <summary>The request, its body read without taking it from the one who sends it.</summary>
    public static async Task<CassetteRequest> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var uri = request.RequestUri!;
        return CassetteRequest.FromHttp(request.Method.Method, uri.AbsolutePath, uri.Query, Headers(request.Headers, request.Content?.Headers), body);
    }

    /// <summary>The headers of a message and of its content, names in lower case, values of one name joined as HTTP joins them.</summary>
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
