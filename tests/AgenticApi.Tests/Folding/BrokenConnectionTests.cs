using System.IO.Pipelines;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace AgenticApi.Tests.Folding;

/// <summary>A connection that breaks with any exception ends the stream and keeps earlier events. The caller's own token throws.</summary>
public class BrokenConnectionTests
{
    private static readonly Dictionary<string, Func<Exception>> Faults = new()
    {
        [nameof(IOException)] = () => new IOException(),
        [nameof(WebSocketException)] = () => new WebSocketException(WebSocketError.ConnectionClosedPrematurely),
        [nameof(SocketException)] = () => new SocketException(104),
        [nameof(InvalidDataException)] = () => new InvalidDataException(),
        [nameof(TimeoutException)] = () => new TimeoutException(),
        [nameof(HttpRequestException)] = () => new HttpRequestException(),
        [nameof(ObjectDisposedException)] = () => new ObjectDisposedException("stream"),
        [nameof(OperationCanceledException)] = () => new OperationCanceledException(new CancellationToken(canceled: true)),
        [nameof(TaskCanceledException)] = () => new TaskCanceledException(),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task FromStreamAsync_over_a_connection_that_breaks_returns_earlier_events(string fault) =>
        AssertCut(await ResponseAccumulator.FromStreamAsync(Breaking(fault, Wire.Created, Wire.Text(0, "Hello"))));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task ReadAsync_over_a_connection_that_breaks_ends_and_the_accumulator_keeps_earlier_events(string fault)
    {
        var accumulator = new ResponseAccumulator();

        var steps = await Steps(accumulator.ReadAsync(Breaking(fault, Wire.Created, Wire.Text(0, "Hello"))));

        steps.Should().HaveCount(2);
        AssertCut(accumulator.Finish());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AllFromStreamAsync_over_a_connection_that_breaks_returns_every_lane(string fault)
    {
        var stream = Breaking(
            fault, Wire.Completed(Wire.Message("m", "whole")), InLane("a", Wire.Text(0, "Hello")), InLane("b", Wire.Text(0, "Hello")));

        var results = await Steps(ResponseAccumulator.AllFromStreamAsync(stream));

        results.Select(result => result.Ending).Should().Equal(Ending.Completed, Ending.Truncated, Ending.Truncated);
        results[0].Deviations.Should().NotContain(d => d.Kind == DeviationKind.ConnectionBroken);
        results[1..].Should().AllSatisfy(AssertCut);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Connection_that_breaks_before_the_first_event_throws_its_exception(string fault)
    {
        var type = Faults[fault]().GetType();

        (await Thrown(() => ResponseAccumulator.FromStreamAsync(Breaking(fault)))).Should().BeOfType(type);
        (await Thrown(() => Steps(new ResponseAccumulator().ReadAsync(Breaking(fault))))).Should().BeOfType(type);
        (await Thrown(() => Steps(ResponseAccumulator.AllFromStreamAsync(Breaking(fault))))).Should().BeOfType(type);
    }

    [Fact]
    public async Task Token_that_is_cancelled_throws_and_the_accumulator_of_ReadAsync_keeps_earlier_events()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($"data: {Wire.Created}\n\ndata: {Wire.Text(0, "Hello")}\n\n"));
        using var source = new CancellationTokenSource();
        var accumulator = new ResponseAccumulator();
        var read = async () =>
        {
            await foreach (var step in accumulator.ReadAsync(pipe.Reader.AsStream(), source.Token))
            {
                if (step.Effect == StepEffect.TextAppended)
                {
                    await source.CancelAsync();
                }
            }
        };

        await read.Should().ThrowAsync<OperationCanceledException>();

        var result = accumulator.Finish();
        (result.Ending, result.Response.OutputText).Should().Be((Ending.Truncated, "Hello"));
        result.Deviations.Should().NotContain(d => d.Kind == DeviationKind.ConnectionBroken);
    }

    [Fact]
    public async Task Token_that_is_cancelled_throws_from_FromStreamAsync_and_AllFromStreamAsync()
    {
        using var source = new CancellationTokenSource();
        Stream Cancelling() => new FaultyStream(Encoding.UTF8.GetBytes($"data: {Wire.Text(0, "Hello")}\n\n"), () =>
        {
            source.Cancel();
            return new OperationCanceledException(source.Token);
        });

        (await Thrown(() => ResponseAccumulator.FromStreamAsync(Cancelling(), null, source.Token))).Should().BeAssignableTo<OperationCanceledException>();
        (await Thrown(() => Steps(ResponseAccumulator.AllFromStreamAsync(Cancelling(), null, source.Token)))).Should().BeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task Connection_that_breaks_inside_an_event_keeps_the_events_before_it()
    {
        var bytes = Encoding.UTF8.GetBytes($"data: {Wire.Text(0, "Hello")}\n\ndata: {Wire.Text(0, "lost")[..30]}");

        AssertCut(await ResponseAccumulator.FromStreamAsync(new FaultyStream(bytes, () => new IOException())));
    }

    private static void AssertCut(AccumulatedResponse result)
    {
        (result.Ending, result.Response.OutputText).Should().Be((Ending.Truncated, "Hello"));
        result.Deviations.Should().ContainSingle(d => d.Kind == DeviationKind.ConnectionBroken);
    }

    private static FaultyStream Breaking(string fault, params string[] events) =>
        new(Encoding.UTF8.GetBytes(string.Concat(events.Select(e => $"data: {e}\n\n"))), Faults[fault]);

    private static string InLane(string lane, string json) => json[..^1] + $",\"stream_id\":\"{lane}\"}}";

    private static async Task<Exception?> Thrown(Func<Task> read)
    {
        try
        {
            await read();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static async Task<List<T>> Steps<T>(IAsyncEnumerable<T> all)
    {
        var list = new List<T>();
        await foreach (var one in all)
        {
            list.Add(one);
        }

        return list;
    }

    /// <summary>A stream of bytes that ends with an exception.</summary>
    private sealed class FaultyStream(byte[] bytes, Func<Exception> fault) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw fault();
    }
}
