using System.Text;

namespace AgenticApi.Tests.Folding;

/// <summary>Reads several responses from one connection, and checks the thread.</summary>
public class ConnectionTests
{
    private static readonly string Other = Wire.Created.Replace("resp_1", "resp_2", StringComparison.Ordinal);

    [Fact]
    public void Connection_that_breaks_ends_all_lanes_and_is_not_read_again()
    {
        using var stream = new BreakingStream(string.Join('\n', Lane("a", Wire.Created), Lane("b", Other), Lane("a", Wire.Text(0, "one")), Lane("b", Wire.Text(0, "two"))));

        var results = ResponseAccumulator.AllFromStreamAsync(stream).ToBlockingEnumerable().ToList();

        results.Select(result => (result.Response.Id, result.Response.OutputText, result.Ending)).Should().Equal(("resp_1", "one", Ending.Truncated), ("resp_2", "two", Ending.Truncated));
        results.Should().OnlyContain(result => result.Deviations.Any(d => d.Kind == DeviationKind.ConnectionBroken));
        stream.Failures.Should().Be(1);
    }

    [Fact]
    public void Reading_does_not_return_to_the_context_of_its_caller()
    {
        var context = new CountingContext();
        Run(context, () => ResponseAccumulator.FromStreamAsync(new LateStream(Wire.Created + Wire.Completed())));
        Run(context, () => Last(new ResponseAccumulator().ReadAsync(new LateStream(Wire.Created + Wire.Completed()))));
        Run(context, () => Last(ResponseAccumulator.AllFromStreamAsync(new LateStream(Wire.Created + Wire.Completed()))));
        context.Posts.Should().Be(0);
    }

    private static string Lane(string name, string json) => json[..^1] + $",\"stream_id\":\"{name}\"}}";

    private static async Task<T?> Last<T>(IAsyncEnumerable<T> all)
    {
        var last = default(T);
        await foreach (var one in all.ConfigureAwait(false))
        {
            last = one;
        }

        return last;
    }

    /// <summary>Starts the work in the context, and waits for it outside.</summary>
    private static void Run<T>(SynchronizationContext context, Func<Task<T>> work)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        Task<T> task;
        try
        {
            task = work();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        task.GetAwaiter().GetResult().Should().NotBeNull();
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            base.Post(d, state);
        }
    }

    /// <summary>A stream whose reads complete later on another thread.</summary>
    private sealed class LateStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(1, cancellationToken).ConfigureAwait(false);
            return Read(buffer.Span[..Math.Min(buffer.Length, 50)]);
        }
    }

    /// <summary>A stream that fails once after its bytes, and then is at its end.</summary>
    private sealed class BreakingStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private bool _isAgain;

        public int Failures { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
            {
                return new(Read(buffer.Span));
            }

            Failures += _isAgain ? 100 : 1;
            _isAgain = true;
            return Failures > 100 ? new(0) : throw new IOException("The connection broke.");
        }
    }
}
