using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace AgenticApi.Execution;

/// <summary>One run: a sequence of events, the last of which says what it came to.</summary>
/// <remarks>
/// The events can be read once. Leaving the loop over them early cancels the run and its tools. An exception out of it means that the journal
/// failed, or that another host has the run; whatever the server and the tools do is told by events.
/// </remarks>
public sealed class AgentRun : IAsyncEnumerable<RunEvent>
{
    // The stream waits for a consumer that is this far behind.
    private const int EventsAhead = 256;

    private readonly Agent _agent;
    private readonly ResponseRequest? _request;
    private readonly IReadOnlyList<RunDecision> _decisions;
    private readonly CancellationToken _cancellationToken;
    private readonly bool _isResumed;

    // The span in which the run was asked for; while its events are read, another one may be current.
    private readonly ActivityContext _caller = Activity.Current?.Context ?? default;
    private int _isRead;

    internal AgentRun(
        Agent agent, string id, ResponseRequest? request, IReadOnlyList<RunDecision> decisions, CancellationToken cancellationToken, bool isResumed = false)
    {
        (_agent, Id, _request, _decisions, _cancellationToken, _isResumed) = (agent, id, request, decisions, cancellationToken, isResumed);
    }

    /// <summary>The run's name.</summary>
    public string Id { get; }

    /// <summary>Whether <see cref="StopAfterRound"/> was called.</summary>
    internal bool MustStop { get; private set; }

    /// <summary>Asks the run to stop once the calls of this round are answered. It can be resumed.</summary>
    public void StopAfterRound() => MustStop = true;

    /// <summary>Runs to the end without giving out events, and returns what the run came to.</summary>
    /// <remarks>It takes less time and memory than reading the events.</remarks>
    /// <exception cref="InvalidOperationException">The events were read before, or this was called before.</exception>
    public Task<RunResult> ToEndAsync()
    {
        Claim();
        return RunAsync(new RunEvents(null), _cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The events were read before.</exception>
    public IAsyncEnumerator<RunEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        Claim();
        return ReadAsync(cancellationToken).GetAsyncEnumerator(CancellationToken.None);
    }

    private void Claim()
    {
        if (Interlocked.Exchange(ref _isRead, 1) != 0)
        {
            throw new InvalidOperationException("The events of a run can be read once. Begin another run, or resume this one.");
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
            // Where the consumer leaves early, nobody reads what is still written.
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
            // Taking a run is not given up half way: whoever takes it gives it back.
            var log = await RunLog.OpenAsync(_agent.Journal, Id, _agent.Time, CancellationToken.None).ConfigureAwait(false);
            await using var giving = log.ConfigureAwait(false);
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
