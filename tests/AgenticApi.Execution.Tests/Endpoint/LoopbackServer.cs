using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AgenticApi.Execution.Tests.Endpoint;

/// <summary>An HTTP server on loopback that answers with given bytes, which may be invalid HTTP.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, string, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _serving;
    private int _count;

    /// <summary>Serves.</summary>
    /// <param name="answer">Gets the number of the request, from 0, and writes the whole answer; the connection is closed after it.</param>
    public LoopbackServer(Func<int, string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1") };
        _serving = ServeAsync();
    }

    public HttpClient Client { get; }

    /// <summary>The requests as they came, head and body.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Is done when a client has closed the connection of an answer that had not ended.</summary>
    public TaskCompletionSource ClientLeft { get; } = new();

    /// <summary>A server that gives each request the next answer, and all further ones the last.</summary>
    public static LoopbackServer Of(params string[] answers) => new((number, _, stream, ct) => WriteAsync(stream, answers[Math.Min(number, answers.Length - 1)], ct));

    /// <summary>A whole answer.</summary>
    public static string Answer(int status, string body, string contentType = "application/json", string headers = "") =>
        $"HTTP/1.1 {status} Status\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}";

    /// <summary>An event stream whose head promises more than comes: the connection breaks after it.</summary>
    public static string Broken(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n{body}";

    public static string Events(params string[] events) => Answer(200, string.Concat(events.Select(json => $"data: {json}\n\n")), "text/event-stream");

    public static Task WriteAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        Client.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using var _ = connection;
        try
        {
            var stream = connection.GetStream();
            var request = await ReadRequestAsync(stream);
            Requests.Enqueue(request);
            await _answer(Interlocked.Increment(ref _count) - 1, request, stream, _end.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            ClientLeft.TrySetResult();
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = "";
        var buffer = new byte[65536];
        while (!IsWhole(text))
        {
            var count = await stream.ReadAsync(buffer, _end.Token);
            if (count == 0)
            {
                break;
            }

            text += Encoding.UTF8.GetString(buffer, 0, count);
        }

        return text;
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return length is null || Encoding.UTF8.GetByteCount(text.AsSpan(head + 4)) >= int.Parse(length.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture);
    }
}
