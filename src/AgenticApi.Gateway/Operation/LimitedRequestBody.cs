using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgenticApi.Gateway;

/// <summary>A request body with a maximum time and size. It is read once, by one reader.</summary>
internal sealed class LimitedRequestBody : Stream
{
    private readonly Stream _body;
    private readonly CancellationTokenSource _time;
    private long _remaining;

    private LimitedRequestBody(Stream body, CancellationTokenSource time, long maxBytes) => (_body, _time, _remaining) = (body, time, maxBytes);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Applies the limits to the body of a request.</summary>
    public static void Attach(HttpContext context, GatewayLimits limits, TimeProvider clock)
    {
        // The web server then refuses a Content-Length that is too large before it reads the body. Its default limit may be lower than ours.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.MaxRequestBytes;
        }

        var time = new CancellationTokenSource(limits.BodyTimeout, clock);
        context.Response.RegisterForDispose(time);
        context.Request.Body = new LimitedRequestBody(context.Request.Body, time, limits.MaxRequestBytes);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellationToken);
        try
        {
            var read = await _body.ReadAsync(buffer, either.Token).ConfigureAwait(false);
            return (_remaining -= read) >= 0 ? read : throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body was not received in time.", StatusCodes.Status408RequestTimeout);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
