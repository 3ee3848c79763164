using System.Net;
using System.Net.Sockets;

namespace AgenticApi.PostgreSql.Tests.Support;

/// <summary>A proxy in front of the server that can drop the answer to an append or a write, and the connection with it.</summary>
internal sealed class AnswerDropper : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private Func<Task>? _whenAnswered;

    public AnswerDropper(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Dropped { get; private set; }

    /// <summary>Drops the answer to the next append or write, after it was received and <paramref name="whenAnswered"/> has run.</summary>
    public void DropNextAnswer(Func<Task> whenAnswered) => _whenAnswered = whenAnswered;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _port);
            var appends = false;
            var (up, down) = (client.GetStream(), server.GetStream());
            await Task.WhenAny(
                PumpAsync(up, down, bytes =>
                {
                    appends |= bytes.Span.IndexOf("WITH lease AS"u8) >= 0 || bytes.Span.IndexOf("WITH written AS"u8) >= 0;
                    return Task.FromResult(true);
                }),
                PumpAsync(down, up, async _ =>
                {
                    if (!appends || Interlocked.Exchange(ref _whenAnswered, null) is not { } whenAnswered)
                        return true;
                    Dropped++;
                    await whenAnswered();
                    return false;
                }));
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Func<ReadOnlyMemory<byte>, Task<bool>> see)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int count; (count = await from.ReadAsync(buffer)) > 0;)
            {
                if (!await see(buffer.AsMemory(0, count)))
                    return;
                await to.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other direction has closed the connection.
        }
    }
}
