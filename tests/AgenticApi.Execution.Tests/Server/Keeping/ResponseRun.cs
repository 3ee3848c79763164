using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>A response in progress. Any number of readers can follow its events, from any position and also after its end.</summary>
/// <param name="request">The request.</param>
/// <param name="envelope">The response around the output.</param>
/// <param name="round">The round to send.</param>
/// <param name="history">The items before the output.</param>
internal sealed class ResponseRun(ServedRequest request, Envelope envelope, RenderedRound round, IReadOnlyList<JsonElement> history) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<EventEntry> _made = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOver;

    public string Id => envelope.Id;

    public ServedRequest Request => request;

    public RenderedRound Round => round;

    public IReadOnlyList<JsonElement> History => history;

    /// <summary>The current state of the response.</summary>
    public JsonObject Body { get; private set; } = envelope.At(request.IsBackground ? "queued" : "in_progress");

    /// <summary>Whether the response continues after its client has left.</summary>
    public bool RunsOn { get; init; }

    /// <summary>Returns the fault of the next answer that streams it; null for none.</summary>
    public required Func<Fault?> NextFault { get; init; }

    /// <summary>Whether the response is complete.</summary>
    public bool HasFinished { get; private set; }

    public IReadOnlyList<JsonElement> Output =>
        [.. JsonSerializer.SerializeToElement(Body["output"]).EnumerateArray()];

    /// <summary>Makes the events.</summary>
    /// <param name="limit">After how many events it ends, without an end of the response; null for all of them.</param>
    /// <param name="finished">Called before the last event is made.</param>
    public async Task MakeAsync(int? limit, Action<ResponseRun> finished)
    {
        try
        {
            for (var i = 0; i < round.Events.Count && i != limit; i++)
            {
                await Task.WhenAll(round.Events[i].Gates).WaitAsync(_stop.Token);
                Body = i == round.Events.Count - 1 ? round.Body : envelope.At("in_progress");
                if (i == round.Events.Count - 1)
                {
                    HasFinished = true;
                    finished(this);
                }

                Change(() => _made.Add(round.Events[i]));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: the readers see an end without a terminal event.
        }

        Change(() => _isOver = true);
    }

    /// <summary>Ends it. It keeps what it has, with the status cancelled if it was not finished.</summary>
    public void Cancel()
    {
        if (!HasFinished)
        {
            Body = envelope.At("cancelled");
            _stop.Cancel();
        }
    }

    /// <summary>Returns the events after a sequence number, those to come included.</summary>
    public async IAsyncEnumerable<EventEntry> EventsAsync(int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            EventEntry? next;
            while ((next = Next(i, out var isOver, out var changed)) is null)
            {
                if (isOver)
                {
                    yield break;
                }

                await changed.WaitAsync(cancellationToken);
            }

            if (next.Sequence > after)
            {
                yield return next;
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private EventEntry? Next(int index, out bool isOver, out Task changed)
    {
        lock (_lock)
        {
            isOver = _isOver;
            changed = _changed.Task;
            return index < _made.Count ? _made[index] : null;
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
