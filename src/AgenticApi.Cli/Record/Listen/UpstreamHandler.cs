using System.Net.Http.Headers;

namespace AgenticApi.Cli;

/// <summary>Sends requests to the server with the key of the user, and removes the key from the answers.</summary>
internal sealed class UpstreamHandler : DelegatingHandler
{
    private readonly UpstreamAddress _address;
    private readonly string? _key;
    private readonly Func<string, string>? _clean;

    /// <summary>Creates a handler.</summary>
    /// <param name="address">Maps paths to addresses of the server.</param>
    /// <param name="key">The key; <see langword="null"/> to keep the authorization of requests.</param>
    /// <param name="clean">Removes the key from a text; <see langword="null"/> if there is no key.</param>
    public UpstreamHandler(UpstreamAddress address, string? key, Func<string, string>? clean)
        : base(new SocketsHttpHandler
        {
            // Requests and the key must not go to another server than the one that the user named.
            AllowAutoRedirect = false,
            UseCookies = false,
            // Headers that the client did not send are not added.
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
        }) => (_address, _key, _clean) = (address, key, clean);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.RequestUri = _address.Of(request.RequestUri!.AbsolutePath, request.RequestUri.Query);
        // Secrets cannot be found in compressed answers.
        request.Headers.AcceptEncoding.Clear();
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (_key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        }

        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (_clean is not null)
        {
            await CleanAsync(answer, _clean, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }

    /// <summary>Removes the key from an answer. A server that refuses a key may repeat it.</summary>
    private static async Task CleanAsync(HttpResponseMessage answer, Func<string, string> clean, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new CleanedStream(await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), clean));
        Clean(answer.Content.Headers, content.Headers, clean);
        // Replacing the key can change the length.
        content.Headers.ContentLength = null;
        content.Headers.ContentMD5 = null;
        answer.Content = content;
        Clean(answer.Headers, answer.Headers, clean);
    }

    private static void Clean(HttpHeaders from, HttpHeaders to, Func<string, string> clean)
    {
        foreach (var (name, values) in from.NonValidated.Select(header => (header.Key, header.Value.ToArray())).ToList())
        {
            to.Remove(name);
            to.TryAddWithoutValidation(name, values.Select(clean));
        }
    }
}
