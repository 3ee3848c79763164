using System.Buffers;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>Passes on an HTTP request, streams the answer back, and records both.</summary>
internal sealed class PassedRequest : IDisposable
{
    private const int PieceBytes = 16 * 1024;

    private readonly int _maxBytes;
    private readonly HttpMessageInvoker _recorded;
    private readonly HttpMessageInvoker _unrecorded;

    public PassedRequest(ListenSettings settings, UpstreamAddress address, CassetteRecording recording, Func<string, string>? clean)
    {
        _maxBytes = settings.Limits.MaxRequestBytes;
        var upstream = new UpstreamHandler(address, settings.Key, clean);
        _recorded = new HttpMessageInvoker(new RecordingHandler(recording, upstream));
        _unrecorded = new HttpMessageInvoker(upstream);
    }

    public void Dispose()
    {
        _recorded.Dispose();
        _unrecorded.Dispose();
    }

    /// <summary>Passes on a request and its answer.</summary>
    /// <exception cref="BadHttpRequestException">The body is too large, arrives too slowly, or is damaged.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="CassetteException">The turn cannot be recorded.</exception>
    /// <exception cref="IOException">The server broke off its answer.</exception>
    public async Task PassAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await PassedBody.ReadAsync(context.Request, _maxBytes, cancellationToken).ConfigureAwait(false);
        using var request = Of(context.Request, body);
        using var answer = await Sender(context.Request, body).SendAsync(request, cancellationToken).ConfigureAwait(false);
        var client = context.Response;
        client.StatusCode = (int)answer.StatusCode;
        var headers = answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated);
        PassedHeaders.Copy(headers.Select(header => KeyValuePair.Create(header.Key, header.Value.AsEnumerable<string?>())), client);
        // Sends the headers at once, because the first event of a stream may take long.
        await client.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await CopyAsync(stream, client, cancellationToken).ConfigureAwait(false);
    }

    private HttpMessageInvoker Sender(HttpRequest request, PassedBody body)
    {
        var why = !UpstreamAddress.IsRecorded(request.Path.ToUriComponent()) ? "it is not a request for a response or a conversation"
            : body.Encoding.Length > 0 ? $"the compression of its body is not supported ({body.Encoding})"
            : null;
        if (why is not null)
        {
            Terminal.Error($"{request.Method} {request.Path} is passed on but not recorded: {why}.");
        }

        return why is null ? _recorded : _unrecorded;
    }

    /// <summary>Creates the request with the path of the client, which is recorded. <see cref="UpstreamHandler"/> replaces the address.</summary>
    private static HttpRequestMessage Of(HttpRequest request, PassedBody body)
    {
        var address = new UriBuilder("http", "localhost") { Path = request.Path.ToUriComponent(), Query = request.QueryString.ToUriComponent() };
        var message = new HttpRequestMessage(new HttpMethod(request.Method), address.Uri);
        if (body.Bytes.Length > 0 || request.Headers.ContentLength is not null)
        {
            message.Content = new ByteArrayContent(body.Bytes);
        }

        foreach (var (name, value) in PassedHeaders.Of(request.Headers))
        {
            if (body.Encoding.Length > 0 || !name.Equals("content-encoding", StringComparison.OrdinalIgnoreCase))
            {
                _ = message.Headers.TryAddWithoutValidation(name, value) || message.Content?.Headers.TryAddWithoutValidation(name, value) == true;
            }
        }

        return message;
    }

    private static async Task CopyAsync(Stream answer, HttpResponse client, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            while (await answer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                await client.Body.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                await client.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
