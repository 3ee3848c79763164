using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving;
using AgenticApi.Serving.Chat;
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

    private readonly Uri _url = new(options.Upstream.AbsoluteUri.TrimEnd('/') + "/chat/completions");

    /// <summary>Sends a request, and gives the answer as it begins.</summary>
    /// <exception cref="GatewayException">The server cannot be reached, or refuses.</exception>
    public async Task<HttpResponseMessage> AskAsync(HttpContext context, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if ((options.Key is null ? (string?)context.Request.Headers.Authorization : $"Bearer {options.Key}") is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        HttpResponseMessage response;
        try
        {
            response = await SendAsync(request, context.RequestAborted).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            throw new GatewayException(new(StatusCodes.Status502BadGateway, "The model's server cannot be reached.", Code: "upstream_unreachable"));
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new GatewayException(new(StatusCodes.Status504GatewayTimeout, "The model's server did not answer in time.", Code: "upstream_timeout"));
        }

        return response.IsSuccessStatusCode ? response : throw await RefusalAsync(context, response).ConfigureAwait(false);
    }

    /// <summary>The deltas of an answer, streaming or blocking.</summary>
    public static async IAsyncEnumerable<ModelDelta> ReadAsync(
        HttpResponseMessage response, bool isStream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = stream.ConfigureAwait(false);
        // A server that does not stream answers with a body all the same.
        if (isStream && response.Content.Headers.ContentType?.MediaType != "application/json")
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

    /// <summary>An <see cref="HttpClient"/> that is taken for an invoker would wait for the end of the answer.</summary>
    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _client is HttpClient client
        ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _client.SendAsync(request, cancellationToken);

    /// <summary>What the server refused with, told to the client as it told us: the fault may be the client's.</summary>
    private static async Task<GatewayException> RefusalAsync(HttpContext context, HttpResponseMessage response)
    {
        using var _ = response;
        var given = (int)response.StatusCode;
        // What is no error (a redirect, say) would mean something else to the client.
        var status = given >= 400 ? given : StatusCodes.Status502BadGateway;
        if (response.Headers.RetryAfter is { } retryAfter)
        {
            context.Response.Headers.RetryAfter = retryAfter.ToString();
        }

        try
        {
            var stream = await response.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
            using var document = await JsonDocument.ParseAsync(stream, default, context.RequestAborted).ConfigureAwait(false);
            var error = ChatError.Find(document.RootElement);
            if (ChatError.Message(error) is { } message)
            {
                return new(new(status, message, error.Member("param").Text(), error.Member("code").Text()));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or InvalidDataException)
        {
            // No error in the form of this API: the status must do.
        }

        return new(new(status, $"The model's server answered {given}."));
    }
}
