using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Sends requests to the model's server.</summary>
internal sealed class UpstreamModel(ResponsesGatewayOptions options)
{
    private readonly HttpMessageInvoker _client = options.Client ?? new HttpMessageInvoker(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // A cookie of one client would be sent with the requests of all clients. A redirect would turn the POST into a GET.
        UseCookies = false,
        AllowAutoRedirect = false,
    });

    private readonly Uri _base = new(options.Upstream.AbsoluteUri.TrimEnd('/') + "/");

    /// <summary>Sends a Chat Completions request, and returns the answer when its headers have arrived.</summary>
    /// <param name="body">The request.</param>
    /// <param name="authorization">The client's <c>Authorization</c> header; null for none. Not used if the options have a key.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="GatewayException">The server cannot be reached, or its status is not a success.</exception>
    public async Task<HttpResponseMessage> AskAsync(ReadOnlyMemory<byte> body, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, "chat/completions")) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var response = await SendAsync(request, authorization, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? response : throw await UpstreamRefusal.ReadAsync(response, options.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a GET request, for example for the models, and returns the answer when its headers have arrived.</summary>
    /// <param name="path">The path below the address of the server, without a slash at its beginning.</param>
    /// <param name="authorization">The client's <c>Authorization</c> header; null for none. Not used if the options have a key.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="GatewayException">The server cannot be reached, or its status is not a success.</exception>
    public async Task<HttpResponseMessage> GetAsync(string path, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_base, path));
        var response = await SendAsync(request, authorization, cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? response : throw await UpstreamRefusal.ReadAsync(response, options.Key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the deltas of an answer, which is a stream or a JSON body.</summary>
    /// <exception cref="InvalidDataException">The answer is too large.</exception>
    public async IAsyncEnumerable<ModelDelta> ReadAsync(
        HttpResponseMessage response, bool isStream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = new LimitedAnswerStream(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), options.Limits.MaxAnswerBytes);
        await using var _ = stream.ConfigureAwait(false);
        // Some servers answer a streaming request with a JSON body, and some set no content type for a stream.
        if (response.Content.Headers.ContentType?.MediaType is var type && (type == "text/event-stream" || (isStream && type != "application/json")))
        {
            await foreach (var delta in ChatCompletionReader.ReadAsync(stream, cancellationToken).ConfigureAwait(false))
            {
                yield return WithoutKey(delta);
            }

            yield break;
        }

        using var body = new MemoryStream();
        await stream.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        foreach (var delta in ChatCompletionReader.FromJson(body.GetBuffer().AsSpan(0, (int)body.Length)))
        {
            yield return WithoutKey(delta);
        }
    }

    // An error within a successful answer may repeat the gateway's key, as the body of a 401 does.
    private ModelDelta WithoutKey(ModelDelta delta) =>
        delta is ErrorDelta error && options.Key is { } key && $"{error.Code} {error.Message}".Contains(key, StringComparison.Ordinal)
            ? new ErrorDelta(ErrorDelta.ServerError, "The model's server reported an error.")
            : delta;

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? authorization, CancellationToken cancellationToken)
    {
        if ((options.Key is { } key ? $"Bearer {key}" : authorization) is { } sent)
        {
            request.Headers.TryAddWithoutValidation("Authorization", sent);
        }

        try
        {
            // HttpMessageInvoker.SendAsync of an HttpClient would wait for the whole answer.
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
