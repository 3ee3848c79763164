namespace AgenticApi.Cassettes;

/// <summary>
/// Records whatever passes through it: every request, and every answer byte for byte as its reader reads it, framing included. A turn is
/// complete when its answer has been read to the end, when the reader leaves it, or when the connection breaks; what had come by then is kept.
/// </summary>
/// <remarks>
/// Requests may run at the same time. The answer streams through: nothing is held back. Requests lose their <c>accept-encoding</c>, so
/// that answers come as text; an inner handler that decompresses by itself changes nothing about that.
/// </remarks>
public sealed class RecordingHandler : DelegatingHandler
{
    private readonly CassetteRecording _recording;

    /// <summary>Creates one.</summary>
    /// <param name="recording">Where the turns go.</param>
    /// <param name="innerHandler">What sends the requests; null for a <see cref="SocketsHttpHandler"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="recording"/> is null.</exception>
    public RecordingHandler(CassetteRecording recording, HttpMessageHandler? innerHandler = null)
        : base(innerHandler ?? new SocketsHttpHandler())
    {
        ArgumentNullException.ThrowIfNull(recording);
        _recording = recording;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var turn = await BeginAsync(request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return turn.Wrap(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Waits for nothing but the caller's own body to be read into memory.
        var turn = BeginAsync(request, cancellationToken).GetAwaiter().GetResult();
        var response = base.Send(request, cancellationToken);
        return turn.Wrap(response, response.Content.ReadAsStream(cancellationToken));
    }

    private async Task<RecordedTurn> BeginAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.AcceptEncoding.Clear();
        return new RecordedTurn(_recording, await HttpRequestCopy.OfAsync(request, cancellationToken).ConfigureAwait(false));
    }
}
