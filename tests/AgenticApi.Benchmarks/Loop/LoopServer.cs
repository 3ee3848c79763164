using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgenticApi.Benchmarks.Loop;

/// <summary>
/// A model server on loopback, in a process of its own, so that its time is not the client's: a conversation's first two requests are answered
/// with two calls, the third one with text.
/// </summary>
internal static class LoopServer
{
    public const string Option = "--models";

    /// <summary>A text after this many calls of a conversation.</summary>
    private const int Rounds = 2;

    private static readonly byte[] Calls = Answer(LoopStream.Calls());
    private static readonly byte[] Text = Answer(LoopStream.Text());

    /// <summary>Starts the server.</summary>
    /// <returns>The process, which ends when its input ends, and the base of its API.</returns>
    public static (System.Diagnostics.Process Process, Uri Address) Start()
    {
        var process = Self.Start(Option);
        return (process, new Uri($"http://127.0.0.1:{process.StandardOutput.ReadLine()}/v1/"));
    }

    /// <summary>Writes its port to standard output, and serves until standard input ends.</summary>
    public static void Run()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 4096);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = AcceptAsync(listener);
        while (Console.In.Read() >= 0)
        {
        }
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            _ = ServeAsync(await listener.AcceptSocketAsync());
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[65536];
        var filled = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(filled), SocketFlags.None) is > 0 and var count)
            {
                filled += count;
                if (Length(buffer.AsSpan(0, filled)) is { } length && length <= filled)
                {
                    await socket.SendAsync(OutputsIn(buffer.AsSpan(0, filled)) >= Rounds * LoopStream.CallsOfRound ? Text : Calls, SocketFlags.None);
                    filled = 0;
                }
            }
        }
        catch (SocketException)
        {
            // The client has gone.
        }
    }

    /// <summary>The length of a request with its head; null before the head has come.</summary>
    private static int? Length(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        var length = request[(request.IndexOf("Content-Length: "u8) + 16)..];
        return head + 4 + int.Parse(length[..length.IndexOf((byte)'\r')], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int OutputsIn(ReadOnlySpan<byte> request)
    {
        var count = 0;
        for (int at; (at = request.IndexOf("\"function_call_output\""u8)) >= 0; request = request[(at + 1)..])
        {
            count++;
        }

        return count;
    }

    private static byte[] Answer(byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];
}
