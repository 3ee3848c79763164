using System.Net.Http.Headers;

namespace AgenticApi.Cli;

/// <summary>Sends a request with the key of whoever records, and hands the key to nobody who asks.</summary>
internal sealed class UpstreamHandler : DelegatingHandler
{
    private readonly UpstreamAddress _address;
    private readonly string? _key;
    private readonly Func<string, string>? _clean;

    /// <param name="address">Where requests go.</param>
    /// <param name="key">The key; null where requests keep their own.</param>
    /// <param name="clean">Takes the key out of a text; null where there is none.</param>
    public UpstreamHandler(UpstreamAddress address, string? key, Func<string, string>? clean)
        : base(new SocketsHttpHandler
        {
            // What is asked, and the key, go to the server that was named, and nowhere else.
            AllowAutoRedirect = false,
            UseCookies = false,
            // What the client did not send is not sent.
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
        }) => (_address, _key, _clean) = (address, key, clean);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.RequestUri = _address.Of(request.RequestUri!.AbsolutePath, request.RequestUri.Query);
        // A recording holds text, and takes secrets out of it.
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

    /// <summary>A server that refuses a key may repeat it.</summary>
    private static async Task CleanAsync(HttpResponseMessage answer, Func<string, string> clean, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new CleanedStream(await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), clean));
        Clean(answer.Content.Headers, content.Headers, clean);
        // The length may be another.
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
