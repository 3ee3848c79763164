using System.Diagnostics;
using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks.Connections;

/// <summary>Many streams at once over sockets: folded as they come, against a client that only copies the bytes.</summary>
internal static class ConnectionsRun
{
    public const int Connections = 10_000;

    private const int BufferSize = 4096; // What the reader of this library asks for at once.
    private const int Few = 100;
    private const int Round = 250;
    private const int ShortRound = 20; // To warm up.
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(58);

    private static int _completed;

    public static async Task RunAsync(int wanted)
    {
        var clock = Stopwatch.StartNew();
        var connections = FileLimit.MostSockets(wanted);
        if (connections < wanted)
        {
            Console.WriteLine($"Only {connections} connections in place of {wanted}: this process may not open more files (ulimit -n).");
        }

        var corpus = Corpus.Load();
        var completed = corpus.Streams.Select(IsCompleted).ToArray();
        Console.WriteLine($"{connections} connections over 127.0.0.1; {corpus.Name}: {corpus.Streams.Length} streams of {corpus.EventCount} events.");
        var some = Math.Max(1, connections / 10);
        await Session.RunAsync(some, CopyAsync, ShortRound, AtMost / 6);
        await Session.RunAsync(some, FoldAsync, ShortRound, AtMost / 6);
        WarmUp.Run([new("waiting for the JIT", 1, () => Thread.Sleep(10))]);

        _completed = 0;
        var copied = await Session.RunAsync(connections, CopyAsync, Round, (AtMost - clock.Elapsed) / 2);
        var folded = await Session.RunAsync(connections, FoldAsync, Round, AtMost - clock.Elapsed);
        Table.Print(
            "Connections",
            ["", "streams read", "s processor", "s of it user", "s wall", "ms longest pause", "ms pause, 99 %", "ms collecting"],
            Row("copied", copied),
            Row("folded", folded));
        Console.WriteLine(Math.Min(copied.Read, folded.Read) < connections
            ? "\nThe time was over before all streams were read: no ratio."
            : $"\nFolded over copied, processor time: {Table.Number(folded.Processor / copied.Processor)}; user time alone: {Table.Number(folded.User / copied.User)}.");
        var expected = Enumerable.Range(0, connections).Count(i => completed[i % completed.Length]);
        Console.WriteLine($"Completed responses: {_completed} of the {expected} that the server sent.");
    }

    /// <summary>A few streams, to see that all of it runs.</summary>
    public static async Task SmokeAsync()
    {
        var copied = await Session.RunAsync(Few, CopyAsync, ShortRound, AtMost);
        var folded = await Session.RunAsync(Few, FoldAsync, ShortRound, AtMost);
        Console.WriteLine($"Connections: {copied.Read} copied, {folded.Read} folded, {_completed} completed");
    }

    private static bool IsCompleted(byte[] stream) =>
        Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(stream))).Ending == Ending.Completed;

    private static Task CopyAsync(Stream stream, CancellationToken leave) => stream.CopyToAsync(Stream.Null, BufferSize, leave);

    private static async Task FoldAsync(Stream stream, CancellationToken leave)
    {
        var result = await ResponseAccumulator.FromStreamAsync(stream, null, leave);
        if (result.Ending == Ending.Completed)
        {
            Interlocked.Increment(ref _completed);
        }
    }

    private static string[] Row(string name, Session session) =>
    [
        name, Table.Number(session.Read), Table.Number(session.Processor.TotalSeconds), Table.Number(session.User.TotalSeconds),
        Table.Number(session.Wall.TotalSeconds), Table.Number(session.Longest), Table.Number(session.Of99), Table.Number(session.Collecting.TotalMilliseconds),
    ];
}
