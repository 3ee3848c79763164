using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>
/// One WebSocket: takes requests while it answers others. Those with the same <c>stream_id</c>, or without one, are answered one after the
/// other. It ends when the client closes it, with an unfit message, or when the gateway stops: then what is asked for is answered first.
/// </summary>
internal sealed class SocketConnection(CreateEndpoint creating, GatewayOperation operation, GatewayLimits limits, HttpContext context, WebSocket socket)
{
    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(5);

    private readonly TurnMemory _memory = new(limits.MaxSocketHistoryBytes);
    private readonly Dictionary<string, Task> _lanes = new(StringComparer.Ordinal);
    private readonly string? _owner = Caller.Of(context);
    private readonly string? _authorization = context.Request.Headers.Authorization;
    private int _waiting;
    private long _waitingBytes;

    public async Task ServeAsync()
    {
        using var oneMessage = new SemaphoreSlim(1);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var stopping = operation.Stopping.Register(() => _ = StopAsync(oneMessage, gone));
        await using (stopping.ConfigureAwait(false))
        {
            await ReceiveAsync(oneMessage, gone.Token).ConfigureAwait(false);
            await gone.CancelAsync().ConfigureAwait(false);
            await WhenAnsweredAsync().ConfigureAwait(false);
        }
    }

    private async Task ReceiveAsync(SemaphoreSlim oneMessage, CancellationToken gone)
    {
        var messages = new SocketMessages(socket, limits);
        try
        {
            while (await messages.ReadAsync(gone).ConfigureAwait(false) is { } message)
            {
                await TakeAsync(message, oneMessage, gone).ConfigureAwait(false);
            }

            await CloseAsync(WebSocketCloseStatus.NormalClosure, null, oneMessage).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            await CloseAsync(
                e.Error.Status == StatusCodes.Status413PayloadTooLarge ? WebSocketCloseStatus.MessageTooBig : WebSocketCloseStatus.InvalidMessageType, e.Message, oneMessage).ConfigureAwait(false);
            await DiscardAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has left, or says nothing: either way nobody is there to be told.
        }
    }

    private async Task TakeAsync(byte[] message, SemaphoreSlim oneMessage, CancellationToken gone)
    {
        var answer = new SocketAnswer(socket, oneMessage, lane: null, gone);
        try
        {
            var request = new SocketRequest(message);
            answer = new SocketAnswer(socket, oneMessage, request.Lane, gone);
            if (Interlocked.Increment(ref _waiting) > limits.MaxSocketRequests | Interlocked.Add(ref _waitingBytes, message.Length) > limits.MaxRequestBytes)
            {
                Answered(message.Length);
                throw new GatewayException(new(
                    StatusCodes.Status429TooManyRequests,
                    $"Too many requests wait on this WebSocket: at most {limits.MaxSocketRequests}, of {limits.MaxRequestBytes} bytes together.",
                    Code: "too_many_requests"));
            }

            var lane = request.Lane ?? "";
            lock (_lanes)
            {
                _lanes[lane] = AnswerAsync(_lanes.GetValueOrDefault(lane, Task.CompletedTask), request, message.Length, answer, gone);
                foreach (var (ended, _) in _lanes.Where(entry => entry.Value.IsCompleted))
                {
                    _lanes.Remove(ended);
                }
            }
        }
        catch (GatewayException e)
        {
            await answer.FailAsync(e.Error).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a request when the one before it has been answered. It does not throw.</summary>
    private async Task AnswerAsync(Task before, SocketRequest request, int bytes, SocketAnswer answer, CancellationToken gone)
    {
        await Task.Yield();
        await before.ConfigureAwait(false);
        try
        {
            using var _ = operation.Serve();
            await creating.CreateAsync(request.Body(), _owner, _authorization, answer, gone, new SocketTurn(_memory, request.IsWarmUp)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The client has gone.
        }
#pragma warning disable CA1031 // As at ErrorBoundary: a fault is told to the client, and does not end the connection.
        catch (Exception e)
#pragma warning restore CA1031
        {
            await answer.FailAsync(ErrorBoundary.ErrorOf(context, e)).ConfigureAwait(false);
        }
        finally
        {
            Answered(bytes);
        }
    }

    private void Answered(int bytes)
    {
        Interlocked.Decrement(ref _waiting);
        Interlocked.Add(ref _waitingBytes, -bytes);
    }

    private Task WhenAnsweredAsync()
    {
        lock (_lanes)
        {
            return Task.WhenAll(_lanes.Values);
        }
    }

    private async Task StopAsync(SemaphoreSlim oneMessage, CancellationTokenSource gone)
    {
        await WhenAnsweredAsync().ConfigureAwait(false);
        await CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "The gateway stops.", oneMessage).ConfigureAwait(false);
        try
        {
            // A client that does not close in turn is left.
            gone.CancelAfter(CloseTime);
        }
        catch (ObjectDisposedException)
        {
            // It has closed.
        }
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string? reason, SemaphoreSlim oneMessage)
    {
        using var time = new CancellationTokenSource(CloseTime);
        try
        {
            await oneMessage.WaitAsync(time.Token).ConfigureAwait(false);
            await socket.CloseOutputAsync(status, reason, time.Token).ConfigureAwait(false);
            oneMessage.Release();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client has left, or does not read.
        }
    }

    /// <summary>Throws away what still comes: a connection that is closed while bytes come takes the reason with it.</summary>
    private async Task DiscardAsync()
    {
        using var time = new CancellationTokenSource(CloseTime);
        try
        {
            var thrownAway = new byte[4096];
            while ((await socket.ReceiveAsync(thrownAway.AsMemory(), time.Token).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has left, or does not end.
        }
    }
}
