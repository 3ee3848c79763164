using System.Buffers;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>Passes an HTTP request on and its answer back, as they come, and records the two.</summary>
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

    /// <exception cref="BadHttpRequestException">The body cannot be taken.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    /// <exception cref="CassetteException">The turn cannot be recorded.</exception>
    /// <exception cref="IOException">The server broke its answer off.</exception>
    public async Task PassAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await PassedBody.ReadAsync(context.Request, _maxBytes, cancellationToken).ConfigureAwait(false);
        using var request = Of(context.Request, body);
        using var answer = await Sender(context.Request, body).SendAsync(request, cancellationToken).ConfigureAwait(false);
        var client = context.Response;
        client.StatusCode = (int)answer.StatusCode;
        PassedHeaders.Copy(
            answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Select(header => KeyValuePair.Create(header.Key, header.Value.AsEnumerable<string?>())),
            client);
        // An event stream may take long to its first event; that it begins is news.
        await client.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        await CopyAsync(await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), client, cancellationToken).ConfigureAwait(false);
    }

    private HttpMessageInvoker Sender(HttpRequest request, PassedBody body)
    {
        var why = !UpstreamAddress.IsRecorded(request.Path.ToUriComponent()) ? "it asks for no response"
            : body.Encoding.Length > 0 ? $"its body is compressed in a way that cannot be read here ({body.Encoding})"
            : null;
        if (why is not null)
        {
            Terminal.Error($"{request.Method} {request.Path} is passed on and not recorded: {why}.");
        }

        return why is null ? _recorded : _unrecorded;
    }

    /// <summary>The request with the client's own path, which is what is recorded; <see cref="UpstreamHandler"/> sends it on.</summary>
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
