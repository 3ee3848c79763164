using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AgenticApi.Execution;

/// <summary>A run: a sequence of events. The last one is <see cref="RunEnded"/>.</summary>
/// <remarks>
/// The events can be read once. Leaving the loop over them early cancels the run and its tools. The sequence throws only if the journal fails or
/// another process has the run; errors of the server and of tools are reported as events.
/// </remarks>
public sealed class AgentRun : IAsyncEnumerable<RunEvent>
{
    // If the consumer is this many events behind, the run waits for it.
    private const int EventsAhead = 256;

    private readonly Agent _agent;
    private readonly ResponseRequest? _request;
    private readonly IReadOnlyList<RunDecision> _decisions;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isResumed;

    // The span of the caller of RunAsync. Another one may be current while the events are read.
    private readonly ActivityContext _caller = Activity.Current?.Context ?? default;
    private int _isRead;

    internal AgentRun(
        Agent agent, string id, ResponseRequest? request, IReadOnlyList<RunDecision> decisions, CancellationToken cancellationToken, bool isResumed = false)
    {
        (_agent, Id, _request, _decisions, _cancellationToken, _isResumed) = (agent, id, request, decisions, cancellationToken, isResumed);
    }

    /// <summary>The id of the run.</summary>
    public string Id { get; }

    /// <summary>Whether <see cref="StopAfterRound"/> was called.</summary>
    internal bool MustStop { get; private set; }

    /// <summary>Stops the run when the calls of the current round are answered. It can be resumed. Safe to call from any thread.</summary>
    public void StopAfterRound() => MustStop = true;

    /// <summary>Runs to the end without events, and returns the result.</summary>
    /// <remarks>Uses less time and memory than reading the events. Exceptions of the journal are thrown unchanged.</remarks>
    /// <exception cref="RunTakenException">Another process has the run.</exception>
    /// <exception cref="RunDataException">The journal's data of the run cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The run was started before, the journal already has a run with its id, or a resumed run is not in the journal.</exception>
    public Task<RunResult> ToEndAsync()
    {
        Claim();
        return RunAsync(new RunEvents(null), _cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The run was started before.</exception>
    public IAsyncEnumerator<RunEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Claim();
        return ReadAsync(cancellationToken).GetAsyncEnumerator(CancellationToken.None);
    }

    private void Claim()
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("A run can be started once. Begin another run, or resume this one.");
        }
    }

    private async IAsyncEnumerable<RunEvent> ReadAsync([EnumeratorCancellation] CancellationToken alsoCancels)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, alsoCancels);
        var events = Channel.CreateBounded<RunEvent>(new BoundedChannelOptions(EventsAhead) { SingleReader = true });
        var run = Task.Run(() => WriteAsync(events.Writer, cancel.Token), CancellationToken.None);
        try
        {
            while (await events.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (events.Reader.TryRead(out var e))
                {
                    yield return e;
                }
            }
        }
        finally
        {
            // If the consumer leaves early, the remaining events are discarded.
            await cancel.CancelAsync().ConfigureAwait(false);
            var drained = DrainAsync(events.Reader);
            await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await drained.ConfigureAwait(false);
        }

        await run.ConfigureAwait(false);
    }

    private static async Task DrainAsync(ChannelReader<RunEvent> events)
    {
        while (await events.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (events.TryRead(out _))
            {
            }
        }
    }

    private async Task WriteAsync(ChannelWriter<RunEvent> events, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(new RunEvents(events), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            events.Complete();
        }
    }

    private async Task<RunResult> RunAsync(RunEvents events, CancellationToken cancellationToken)
    {
        using var telemetry = RunTelemetry.Begin(_agent, Id, _caller, _isResumed);
        try
        {
            // Not cancellable: the lease that is taken here is also released here.
            var log = await RunLog.OpenAsync(_agent.Journal, Id, _agent.Time, CancellationToken.None).ConfigureAwait(false);
            await using var releasing = log.ConfigureAwait(false);
            using var engine = new RunEngine(_agent, this, log, telemetry, events, cancellationToken);
            return await engine.RunAsync(_request, _decisions, _isResumed).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            telemetry.Fail(e);
            throw;
        }
    }
}
