using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticApi.Execution;

/// <summary>
/// A model with tools: sends requests, starts each tool as soon as its call is proven whole, answers every call, and goes on until the model has
/// answered.
/// </summary>
/// <remarks>Immutable. It runs any number of runs at once.</remarks>
/// <param name="endpoint">The server.</param>
/// <param name="model">The model; null for the server's own.</param>
public sealed class Agent(ResponsesEndpoint endpoint, string? model)
{
    /// <summary>The agent's name in telemetry; null for none. The model is not told it.</summary>
    public string? Name { get; init; }

    /// <summary>What the model is told of its task (<c>instructions</c>); null for nothing.</summary>
    public string? Instructions { get; init; }

    /// <summary>The tools, those of the server and of the caller included. Their names differ.</summary>
    public IReadOnlyList<Tool> Tools { get; init; } = [];

    /// <summary>How it runs.</summary>
    public AgentOptions Options { get; init; } = AgentOptions.Default;

    /// <summary>Where runs are kept, so that they can be resumed; null for nowhere.</summary>
    public IRunJournal? Journal { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the run is logged, without content.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    internal string? Model { get; } = model;

    internal ResponsesEndpoint Endpoint { get; } = endpoint ?? throw new ArgumentNullException(nameof(endpoint));

    /// <summary>Begins a run with a message of the user.</summary>
    /// <param name="input">What the user says.</param>
    /// <param name="cancellationToken">Cancels the run: it ends with <see cref="RunOutcome.Cancelled"/>, and everything that came is kept.</param>
    /// <returns>The run. It begins when its events are first asked for.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public AgentRun RunAsync(string input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return RunAsync(ResponseRequest.FromText(input), runId: null, cancellationToken);
    }

    /// <summary>Begins a run with any request.</summary>
    /// <param name="request">The first request. Its model, instructions and tools are the agent's where it has none.</param>
    /// <param name="runId">The run's name in the journal: letters, digits, <c>_</c> and <c>-</c>; null for a new one.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A member that the run decides by stands in <see cref="ResponseRequest.Other"/> with a value of another type.</exception>
    public AgentRun RunAsync(ResponseRequest request, string? runId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new AgentRun(this, runId ?? $"run_{Guid.NewGuid():n}", TypedMembers.Of(request), [], cancellationToken);
    }

    /// <summary>
    /// Goes on with a run that waits, was interrupted, or was stopped; on any host with the same tools and the same journal. A run that has ended gives
    /// its result again.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about calls that wait. Not every call needs a decision yet.</param>
    /// <param name="request">
    /// What each request has beside its input; null for what the run's first one had. Its model, instructions and tools are the agent's where it has
    /// none; the instructions and tools of the first request are not kept.
    /// </param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The run. Asking for its events throws a <see cref="RunTakenException"/> where another host has it.</returns>
    /// <exception cref="InvalidOperationException">The agent has no journal.</exception>
    /// <exception cref="ArgumentException">A member that the run decides by stands in <see cref="ResponseRequest.Other"/> with a value of another type.</exception>
    public AgentRun ResumeAsync(
        string runId, IReadOnlyList<RunDecision>? decisions = null, ResponseRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        return Journal is null
            ? throw new InvalidOperationException($"A run can be resumed only out of a journal. Set {nameof(Agent)}.{nameof(Journal)}.")
            : new AgentRun(this, runId, request is null ? null : TypedMembers.Of(request), decisions ?? [], cancellationToken, isResumed: true);
    }

    /// <summary>A request with the agent's model, instructions and tools, where it has none.</summary>
    internal ResponseRequest Complete(ResponseRequest request) => request with
    {
        Model = request.Model ?? Model,
        Instructions = request.Instructions ?? Instructions,
        Tools = request.Tools.Count > 0 ? request.Tools : [.. Tools.Select(static tool => tool.Declaration)],
    };
}
