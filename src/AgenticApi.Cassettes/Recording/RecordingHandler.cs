namespace AgenticApi.Cassettes;

/// <summary>
/// Records every request and its answer, byte for byte with framing, while the caller reads it. A turn is complete when its answer was read
/// to the end, was disposed, or the connection broke. It contains what was read until then.
/// </summary>
/// <remarks>
/// Thread-safe. Answers are not delayed. The header <c>accept-encoding</c> is removed from requests, so that answers are not compressed. An
/// inner handler can still decompress by itself.
/// </remarks>
public sealed class RecordingHandler : DelegatingHandler
{
    private readonly CassetteRecording _recording;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="recording">Receives the turns.</param>
    /// <param name="innerHandler">Sends the requests; null for a <see cref="SocketsHttpHandler"/>.</param>
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
        // Only waits until the caller's own body is in memory.
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
