using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AgenticApi.Benchmarks.Connections;

/// <summary>
/// Sends recorded streams over loopback, in a process of its own, so that its time is not the client's: waits for all connections,
/// then sends each a piece of its stream in every round.
/// </summary>
internal static class StreamServer
{
    public const string Option = "--send";
    private const int Rounds = 32;

    /// <summary>Writes its port to standard output, serves so many connections and ends; earlier where standard input ends.</summary>
    /// <param name="connections">How many.</param>
    /// <param name="aRound">How long a round takes at least.</param>
    public static void Run(int connections, TimeSpan aRound)
    {
        new Thread(EndWithParent) { IsBackground = true }.Start();
        byte[][][] streams = [.. Corpus.Load().Streams.Select(Pieces)];
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(int.MaxValue);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        Socket?[] sockets = [.. Enumerable.Range(0, connections).Select(_ => listener.Accept())];
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < sockets.Length; i++)
            {
                var pieces = streams[i % streams.Length];
                if (sockets[i] is { } socket && !Send(socket, pieces, round))
                {
                    socket.Dispose();
                    sockets[i] = null;
                }
            }

            var left = aRound - Stopwatch.GetElapsedTime(start);
            Thread.Sleep(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <returns>Whether there is more to send.</returns>
    private static bool Send(Socket socket, byte[][] pieces, int round)
    {
        try
        {
            socket.Send(pieces[round]);
            return round < pieces.Length - 1;
        }
        catch (SocketException)
        {
            return false; // The client has gone, as it does when its time is over.
        }
    }

    /// <summary>As many pieces as there are rounds at most, each of whole events.</summary>
    private static byte[][] Pieces(byte[] stream)
    {
        var ends = new List<int>();
        for (var at = 0; stream.AsSpan(at).IndexOf("\n\n"u8) is >= 0 and var length; at = ends[^1])
        {
            ends.Add(at + length + 2);
        }

        if (ends.Count == 0 || ends[^1] < stream.Length)
        {
            ends.Add(stream.Length);
        }

        var events = (ends.Count + Rounds - 1) / Rounds;
        int[] cuts = [0, .. ends.Where((_, i) => i % events == events - 1 || i == ends.Count - 1)];
        return [.. cuts.Zip(cuts.Skip(1), (from, to) => stream[from..to])];
    }

    private static void EndWithParent()
    {
        while (Console.In.Read() >= 0)
        {
        }

        Environment.Exit(0);
    }
}
