using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AgenticApi.Benchmarks.Connections;

/// <summary>So many streams at once, from the first connection to the end of the last stream.</summary>
/// <param name="Processor">The client's processor time, system included.</param>
/// <param name="User">What of it was not the system's.</param>
/// <param name="Wall">How long it took.</param>
/// <param name="Longest">By how many milliseconds a task that was ready waited at worst.</param>
/// <param name="Of99">The same in 99 of 100 cases at most.</param>
/// <param name="Collecting">How long all threads stood still for collections.</param>
/// <param name="Read">How many streams came to their end.</param>
internal sealed record Session(TimeSpan Processor, TimeSpan User, TimeSpan Wall, double Longest, double Of99, TimeSpan Collecting, int Read)
{
    private const int ConnectAtOnce = 200;

    /// <param name="connections">How many.</param>
    /// <param name="read">What is done with the bytes of each.</param>
    /// <param name="aRound">How many milliseconds the server takes at least for a piece of every stream.</param>
    /// <param name="atMost">When to leave although streams have not ended.</param>
    public static async Task<Session> RunAsync(int connections, Func<Stream, CancellationToken, Task> read, int aRound, TimeSpan atMost)
    {
        using var timeout = new CancellationTokenSource(atMost);
        using var server = Self.Start(
            StreamServer.Option, connections.ToString(CultureInfo.InvariantCulture), aRound.ToString(CultureInfo.InvariantCulture));
        try
        {
            var port = int.Parse((await server.StandardOutput.ReadLineAsync(timeout.Token))!, CultureInfo.InvariantCulture);
            return await RunAsync(connections, port, read, timeout.Token);
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<Session> RunAsync(int connections, int port, Func<Stream, CancellationToken, Task> read, CancellationToken leave)
    {
        GC.Collect();
        var (clock, cpu, paused) = (Stopwatch.StartNew(), Environment.CpuUsage, GC.GetTotalPauseDuration());
        using var heartbeat = new Heartbeat();
        using var connecting = new SemaphoreSlim(ConnectAtOnce);
        var ended = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ReadAsync(port, connecting, read, leave)));
        var (longest, of99) = await heartbeat.EndAsync();
        var after = Environment.CpuUsage;
        return new(
            after.TotalTime - cpu.TotalTime, after.UserTime - cpu.UserTime, clock.Elapsed,
            longest, of99, GC.GetTotalPauseDuration() - paused, ended.Count(end => end));
    }

    private static async Task<bool> ReadAsync(
        int port, SemaphoreSlim connecting, Func<Stream, CancellationToken, Task> read, CancellationToken leave)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await connecting.WaitAsync(leave);
            await socket.ConnectAsync(IPAddress.Loopback, port, leave);
            connecting.Release();
            using var stream = new NetworkStream(socket);
            await read(stream, leave);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
