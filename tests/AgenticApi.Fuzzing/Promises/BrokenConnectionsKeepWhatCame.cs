using System.Net.Sockets;
using System.Net.WebSockets;
using AgenticApi.Fuzzing.Generation;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>A connection that breaks gives what came before; only the caller's own token ends the reading with an exception.</summary>
internal sealed class BrokenConnectionsKeepWhatCame() : Promise(every: 4)
{
    private static readonly Func<Exception>[] Faults =
    [
        () => new IOException("broken"), () => new SocketException(104), () => new WebSocketException(WebSocketError.ConnectionClosedPrematurely),
        () => new InvalidDataException("broken"), () => new TimeoutException("broken"), () => new OperationCanceledException("broken"), () => new HttpIOException(HttpRequestError.ResponseEnded),
    ];

    public override Breach? Check(Subject subject, Random random)
    {
        // Where the lines end in one way only, what is whole before the break is plain to see.
        if (subject.Input.IsBody || subject.Facts.Framing != WireFraming.Sse || subject.Bytes.AsSpan().Contains((byte)'\r') || subject.Bytes.AsSpan().StartsWith("\uFEFF"u8))
        {
            return null;
        }

        var cut = random.Next(subject.Bytes.Length + 1);
        var whole = subject.Bytes.AsSpan(0, cut).LastIndexOf("\n\n"u8) + 2;
        var expected = whole > 2 ? Fold.Whole(subject.Bytes[..whole], isBody: false) : null;
        if (expected?.Result is null || new ResponseAccumulator() is var counter && Count(counter, subject.Bytes[..whole]) == 0)
        {
            return null;
        }

        if (random.Next(8) == 0)
        {
            return Cancel(subject.Bytes.AsMemory(0, cut), random);
        }

        var fault = Faults[random.Next(Faults.Length)];
        var actual = Outcome.Of(() => Fold.From(new PieceStream(subject.Bytes.AsMemory(0, cut), random, fault)));
        return actual.Error is { } error ? new Breach($"{fault().GetType().Name} escapes as {error.GetType().Name}")
            : expected.Difference(actual, DeviationKind.ConnectionBroken, DeviationKind.StreamTruncated) is { } difference ? new Breach($"after a break: {difference}")
            : !Outcome.Kinds(actual.Result!).Contains(DeviationKind.ConnectionBroken) ? new Breach("a break that is not recorded")
            : null;
    }

    private static long Count(ResponseAccumulator accumulator, byte[] bytes)
    {
        Fold.Read(bytes).ForEach(e => accumulator.Add(e));
        return accumulator.EventCount;
    }

    /// <summary>The caller gives up in the middle, as a stream of the network tells it: with an exception of the caller's own token.</summary>
    private static Breach? Cancel(ReadOnlyMemory<byte> bytes, Random random)
    {
        using var source = new CancellationTokenSource();
        var stream = new PieceStream(bytes, random, () =>
        {
            source.Cancel();
            return new OperationCanceledException(source.Token);
        });
        return Outcome.Of(() => Fold.From(stream, cancellationToken: source.Token)).Error is OperationCanceledException ? null : new Breach("cancelling does not throw");
    }
}
