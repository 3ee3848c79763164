using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>
/// Serves one WebSocket. It reads requests while it answers others. Requests with the same <c>stream_id</c>, or without one, are answered one
/// after the other. The connection ends when the client closes it, sends an invalid message or nothing for too long, or when the gateway shuts
/// down, after the open requests have been answered.
/// </summary>
internal sealed class SocketConnection(CreateEndpoint create, GatewayOperation operation, GatewayLimits limits, HttpContext context, WebSocket socket)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly SocketHistory _history = new(limits.MaxSocketHistoryBytes);
    // The last request of each stream_id; "" for requests without one.
    private readonly Dictionary<string, Task> _streams = new(StringComparer.Ordinal);
    private readonly string? _owner = Caller.OwnerOf(context);
    private readonly string? _authorization = context.Request.Headers.Authorization;
    private int _openRequests;
    private long _openBytes;

    public async Task ServeAsync()
    {
        using var sendLock = new SemaphoreSlim(1);
        using var clientGone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var stopping = operation.Stopping.Register(() => _ = StopAsync(sendLock, clientGone));
        await using (stopping.ConfigureAwait(false))
        {
            await ReceiveAsync(sendLock, clientGone.Token).ConfigureAwait(false);
            await clientGone.CancelAsync().ConfigureAwait(false);
            await WhenAnsweredAsync().ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(SemaphoreSlim sendLock, CancellationToken clientGone)
    {
        var messages = new SocketMessages(socket, limits);
        try
        {
            while (await messages.ReadAsync(clientGone).ConfigureAwait(false) is { } message)
            {
                await StartAsync(message, sendLock, clientGone).ConfigureAwait(false);
            }

            await CloseAsync(WebSocketCloseStatus.NormalClosure, null, sendLock).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            var status = e.Error.Status == StatusCodes.Status413PayloadTooLarge ? WebSocketCloseStatus.MessageTooBig : WebSocketCloseStatus.InvalidMessageType;
            await CloseAsync(status, e.Message, sendLock).ConfigureAwait(false);
            await DiscardAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has disconnected or sends nothing: no error can be sent.
        }
    }

    /// <summary>Starts to answer a request, without waiting for the end.</summary>
    private async Task StartAsync(byte[] message, SemaphoreSlim sendLock, CancellationToken clientGone)
    {
        var answer = new SocketAnswer(socket, sendLock, streamId: null, clientGone);
        try
        {
            var request = new SocketRequest(message);
            answer = new SocketAnswer(socket, sendLock, request.StreamId, clientGone);
            var requests = Interlocked.Increment(ref _openRequests);
            var bytes = Interlocked.Add(ref _openBytes, message.Length);
            if (requests > limits.MaxSocketRequests || bytes > limits.MaxRequestBytes)
            {
                EndRequest(message.Length);
                throw new GatewayException(
                    StatusCodes.Status429TooManyRequests,
                    $"Too many open requests on this WebSocket: at most {limits.MaxSocketRequests}, of {limits.MaxRequestBytes} bytes together. Wait for the end of a response.",
                    code: "too_many_requests");
            }

            var stream = request.StreamId ?? "";
            lock (_streams)
            {
                _streams[stream] = AnswerAsync(_streams.GetValueOrDefault(stream, Task.CompletedTask), request, message.Length, answer, clientGone);
                foreach (var (ended, _) in _streams.Where(entry => entry.Value.IsCompleted))
                {
                    _streams.Remove(ended);
                }
            }
        }
        catch (GatewayException e)
        {
            await answer.FailAsync(e.Error).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a request when the previous one has been answered. Does not throw.</summary>
    private async Task AnswerAsync(Task previous, SocketRequest request, int bytes, SocketAnswer answer, CancellationToken clientGone)
    {
        await Task.Yield();
        await previous.ConfigureAwait(false);
        try
        {
            using var _ = operation.BeginRequest();
            await create.CreateAsync(request.Body(), _owner, _authorization, answer, clientGone, new SocketContext(_history, request.IsWarmUp)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clientGone.IsCancellationRequested)
        {
            // The client has disconnected.
        }
#pragma warning disable CA1031 // As in ErrorBoundary: every exception becomes an error event, and does not end the connection.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await answer.FailAsync(ErrorBoundary.ErrorOf(context, e)).ConfigureAwait(false);
        }
        finally
        {
            EndRequest(bytes);
        }
    }

    private void EndRequest(int bytes)
    {
        Interlocked.Decrement(ref _openRequests);
        Interlocked.Add(ref _openBytes, -bytes);
    }

    private Task WhenAnsweredAsync()
    {
        lock (_streams)
        {
            return Task.WhenAll(_streams.Values);
        }
    }

    private async Task StopAsync(SemaphoreSlim sendLock, CancellationTokenSource clientGone)
    {
        await WhenAnsweredAsync().ConfigureAwait(false);
        await CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "The gateway is shutting down.", sendLock).ConfigureAwait(false);
        try
        {
            // Disconnects the client if it does not close the connection as well.
            clientGone.CancelAfter(CloseTimeout);
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended.
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string? reason, SemaphoreSlim sendLock)
    {
        using var timeout = new CancellationTokenSource(CloseTimeout);
        try
        {
            await sendLock.WaitAsync(timeout.Token).ConfigureAwait(false);
            try
            {
                await socket.CloseOutputAsync(status, reason, timeout.Token).ConfigureAwait(false);
            }
            finally
            {
                sendLock.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has disconnected or does not read.
        }
    }

    /// <summary>Discards what the client still sends. If the connection were closed before, the client might not receive the close reason.</summary>
    private async Task DiscardAsync()
    {
        using var timeout = new CancellationTokenSource(CloseTimeout);
        try
        {
            var discarded = new byte[4096];
            while ((await socket.ReceiveAsync(discarded.AsMemory(), timeout.Token).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has disconnected or does not stop sending.
        }
    }
}
