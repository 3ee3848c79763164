using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgenticApi.Benchmarks.Gateway;

/// <summary>A Chat Completions server on loopback that says a token every few milliseconds, each in a packet of its own, as a model does.</summary>
internal sealed class PeerUpstream : IDisposable
{
    public const int Tokens = 200;

    /// <summary>What a request says that wants a stream to stop in its middle, until <see cref="Go"/>.</summary>
    public const string Hold = "Hold on.";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private static readonly byte[] Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();
    private static readonly byte[] Token = Chunk("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},\"finish_reason\":null}]}\n\n");
    private static readonly byte[] End =
    [
        .. Chunk("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":200,\"total_tokens\":209}}\n\ndata: [DONE]\n\n"),
        .. "0\r\n\r\n"u8,
    ];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _holding;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many streams have stopped in their middle.</summary>
    public int Holding => Volatile.Read(ref _holding);

    public void Start()
    {
        _listener.Start(backlog: 4096);
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    public void Go()
    {
        _holding = 0;
        var go = _go;
        _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        go.SetResult();
    }

    private static byte[] Chunk(string text) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Length:x}\r\n{text}\r\n"));

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[16 * 1024];
        var filled = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.None) is > 0 and var count)
            {
                filled += count;
                var request = Encoding.ASCII.GetString(buffer, 0, filled);
                if (IsWhole(request))
                {
                    filled = 0;
                    await AnswerAsync(socket, request.Contains(Hold, StringComparison.Ordinal));
                }
            }
        }
        catch (SocketException)
        {
            // The gateway has gone.
        }
    }

    private async Task AnswerAsync(Socket socket, bool holds)
    {
        await socket.SendAsync(Head, SocketFlags.None);
        for (var i = 0; i < Tokens; i++)
        {
            await socket.SendAsync(Token, SocketFlags.None);
            if (holds && i == Tokens / 2)
            {
                Interlocked.Increment(ref _holding);
                await _go.Task;
            }

            await Task.Delay(Pace);
        }

        await socket.SendAsync(End, SocketFlags.None);
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) + 16;
        return head > 0 && request.Length >= head + 4 + int.Parse(request.AsSpan(length, request.AsSpan(length).IndexOf('\r')), CultureInfo.InvariantCulture);
    }
}
