using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Asks the Chat Completions server.</summary>
internal sealed class UpstreamModel(ResponsesGatewayOptions options)
{
    private readonly HttpMessageInvoker _client = options.Client ?? new HttpMessageInvoker(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // A cookie would be one client's, sent with the requests of all; a redirect would make a GET of the POST.
        UseCookies = false,
        AllowAutoRedirect = false,
    });

    private readonly Uri _base = new(options.Upstream.AbsoluteUri.TrimEnd('/') + "/");

    /// <summary>Sends a request, and gives the answer as it begins.</summary>
    /// <param name="body">The request.</param>
    /// <param name="authorization">The client's <c>Authorization</c>; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="GatewayException">The server cannot be reached, or refuses.</exception>
    public async Task<HttpResponseMessage> AskAsync(ReadOnlyMemory<byte> body, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, "chat/completions")) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await SendAsync(request, authorization, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? response : throw await UpstreamRefusal.ReadAsync(response, options.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets something that the server has, its models for instance.</summary>
    /// <param name="path">The path below the server's address, without a slash at the beginning.</param>
    /// <param name="authorization">The client's <c>Authorization</c>; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="GatewayException">The server cannot be reached, or refuses.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_base, path));
        var response = await SendAsync(request, authorization, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? response : throw await UpstreamRefusal.ReadAsync(response, options.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The deltas of an answer, streaming or blocking.</summary>
    public async IAsyncEnumerable<ModelDelta> ReadAsync(
        HttpResponseMessage response, bool isStream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = new AnswerBody(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), options.Limits.MaxAnswerBytes);
        await using var _ = stream.ConfigureAwait(false);
        // Servers that cannot stream answer with a body, and some that can always do.
        if (response.Content.Headers.ContentType?.MediaType is var type && (type == "text/event-stream" || (isStream && type != "application/json")))
        {
            await foreach (var delta in ChatCompletionReader.ReadAsync(stream, cancellationToken).ConfigureAwait(false))
            {
                yield return delta;
            }

            yield break;
        }

        using var body = new MemoryStream();
        await stream.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        foreach (var delta in ChatCompletionReader.FromJson(body.GetBuffer().AsSpan(0, (int)body.Length)))
        {
            yield return delta;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? authorization, CancellationToken cancellationToken)
    {
        if ((options.Key is { } key ? $"Bearer {key}" : authorization) is { } sent)
        {
            request.Headers.TryAddWithoutValidation("Authorization", sent);
        }

        try
        {
            // An HttpClient that is taken for an invoker would wait for the end of the answer.
            return await (_client is HttpClient client
                ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                : _client.SendAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            throw new GatewayException(StatusCodes.Status502BadGateway, "The model's server cannot be reached.", code: "upstream_unreachable");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayException(StatusCodes.Status504GatewayTimeout, "The model's server did not answer in time.", code: "upstream_timeout");
        }
    }
}
