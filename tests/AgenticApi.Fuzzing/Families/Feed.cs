using System.Text;

namespace AgenticApi.Fuzzing.Families;

/// <summary>A way in which an input gets into the library.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Framing">How the input must be framed.</param>
/// <param name="Fold">Folds an input.</param>
public sealed record Feed(string Name, Framing Framing, Action<byte[], Run> Fold)
{
    /// <summary><see cref="ResponseAccumulator.FromStreamAsync"/> over all bytes at once.</summary>
    public static readonly Feed Stream = new("stream", Framing.ServerSentEvents, (input, run) => FromStream(input, int.MaxValue, run));

    /// <summary>The same of JSON messages.</summary>
    public static readonly Feed Messages = new("messages", Framing.Lines, (input, run) => FromStream(input, int.MaxValue, run));

    /// <summary>One <c>Add</c> for each message.</summary>
    public static readonly Feed Add = new("add", Framing.Lines, (input, run) => AddEach(input, run, (_, _, _) => { }));

    /// <summary>One <c>Add</c> for each message, and a look at the deviations after it.</summary>
    public static readonly Feed Deviations = new("add, Deviations", Framing.Lines, (input, run) => AddEach(input, run, (accumulator, _, _) => _ = accumulator.Deviations));

    /// <summary>One <c>Add</c> for each message, and a question for the final id of each call in it.</summary>
    public static readonly Feed FinalCallIds = new("add, FinalCallId", Framing.Lines, (input, run) => AddEach(input, run, AskFinalCallId));

    /// <summary>One <c>Add</c> for each message, and ten snapshots on the way.</summary>
    public static readonly Feed Snapshots = new("add, 10 Snapshots", Framing.Lines, (input, run) =>
    {
        var next = input.Length / 10;
        AddEach(input, run, (accumulator, _, at) =>
        {
            if (at >= next)
            {
                next += input.Length / 10;
                accumulator.Snapshot();
            }
        });
    });

    /// <summary><see cref="ResponseAccumulator.AllFromStreamAsync"/>, each result dropped.</summary>
    public static readonly Feed All = new("all", Framing.ServerSentEvents, (input, run) => Wait(AllFromStreamAsync(input, run)));

    /// <summary><see cref="ResponseAccumulator.FromJson(ReadOnlySpan{byte}, ResponseAccumulatorOptions?)"/>.</summary>
    public static readonly Feed Body = new("body", Framing.Body, (input, run) => run.Note(ResponseAccumulator.FromJson(input)));

    /// <summary>An event stream in pieces.</summary>
    public static Feed Pieces(int bytes) => new($"stream by {bytes}", Framing.ServerSentEvents, (input, run) => FromStream(input, bytes, run));

    /// <summary>JSON messages in pieces.</summary>
    public static Feed MessagePieces(int bytes) => new($"messages by {bytes}", Framing.Lines, (input, run) => FromStream(input, bytes, run));

    private static void FromStream(byte[] input, int most, Run run)
    {
        var folding = ResponseAccumulator.FromStreamAsync(new PieceStream(input, most, run));
        Wait(folding);
        run.Note(folding.Result);
    }

    private static async Task AllFromStreamAsync(byte[] input, Run run)
    {
        await foreach (var result in ResponseAccumulator.AllFromStreamAsync(new PieceStream(input, int.MaxValue, run)).ConfigureAwait(false))
        {
            run.Check();
            run.Note(result);
        }
    }

    private static void AddEach(byte[] input, Run run, Asking ask)
    {
        var accumulator = new ResponseAccumulator();
        for (var at = 0; at < input.Length;)
        {
            var length = input.AsSpan(at).IndexOf((byte)'\n');
            var message = input.AsSpan(at, length);
            at += length + 1;
            accumulator.Add(message);
            ask(accumulator, message, at);
            run.Check();
        }

        run.WhenRead?.Invoke();
        run.Note(accumulator.Finish());
    }

    private static void AskFinalCallId(ResponseAccumulator accumulator, ReadOnlySpan<byte> message, int at)
    {
        var name = "\"call_id\":\""u8;
        if (message.IndexOf(name) is >= 0 and var found)
        {
            var id = message[(found + name.Length)..];
            accumulator.FinalCallId(Encoding.UTF8.GetString(id[..id.IndexOf((byte)'"')]));
        }
    }

    /// <summary>Every stream here answers at once, so that all is done on the thread that is measured.</summary>
    private static void Wait(Task folding)
    {
        if (!folding.IsCompleted)
        {
            throw new InvalidOperationException("A part of the fold ran on another thread: it cannot be measured.");
        }

        folding.GetAwaiter().GetResult();
    }

    private delegate void Asking(ResponseAccumulator accumulator, ReadOnlySpan<byte> message, int at);
}
