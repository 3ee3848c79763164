using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticApi.Execution;

/// <summary>
/// A model with tools. Sends requests, starts each tool as soon as its call is proven complete, answers every call, and continues until the model has
/// answered.
/// </summary>
/// <remarks>Immutable, and safe to use from several threads: any number of runs can be active at once.</remarks>
/// <param name="endpoint">The server.</param>
/// <param name="model">The model; null for the server's default.</param>
/// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is null.</exception>
public sealed class Agent(ResponsesEndpoint endpoint, string? model)
{
    /// <summary>The name of the agent in telemetry; null for none. It is not sent to the model.</summary>
    public string? Name { get; init; }

    /// <summary>The <c>instructions</c> for the model; null for none.</summary>
    public string? Instructions { get; init; }

    /// <summary>The tools, including those of the server and of the caller. Their names must be unique. Empty by default.</summary>
    public IReadOnlyList<Tool> Tools { get; init; } = [];

    /// <summary>The limits and options of runs.</summary>
    public AgentOptions Options { get; init; } = AgentOptions.Default;

    /// <summary>The journal that stores runs, so that they can be resumed; null for none.</summary>
    public IRunJournal? Journal { get; init; }

    /// <summary>The clock. The default is the system clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The logger of runs. Messages contain no content of the conversation unless <see cref="AgentOptions.RecordsContent"/> is true.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    internal string? Model { get; } = model;

    internal ResponsesEndpoint Endpoint { get; } = endpoint ?? throw new ArgumentNullException(nameof(endpoint));

    /// <summary>Creates a run that begins with a message of the user.</summary>
    /// <param name="input">The text of the message.</param>
    /// <param name="cancellationToken">Cancels the run. It ends with <see cref="RunOutcome.Cancelled"/> and keeps what it has received.</param>
    /// <returns>The run. It starts when its events are read, or with <see cref="AgentRun.ToEndAsync"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public AgentRun RunAsync(string input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return RunAsync(ResponseRequest.FromText(input), runId: null, cancellationToken);
    }

    /// <summary>Creates a run that begins with a request.</summary>
    /// <param name="request">The first request. Model, instructions and tools that it lacks are those of the agent.</param>
    /// <param name="runId">The id of the run in the journal: 1 to 128 ASCII letters, digits, <c>_</c> and <c>-</c>. Null for a new id.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">A member of <see cref="ResponseRequest.Other"/> that the run reads has a value of another type.</exception>
    public AgentRun RunAsync(ResponseRequest request, string? runId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new AgentRun(this, runId ?? $"run_{Guid.NewGuid():n}", TypedMembers.Of(request), [], cancellationToken);
    }

    /// <summary>
    /// Creates a run that resumes one that waits, was interrupted, or was stopped, on any host with the same tools and the same journal. If the run has ended,
    /// its result is returned again.
    /// </summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="decisions">Decisions about calls that wait; null for none. Calls without a decision keep waiting.</param>
    /// <param name="request">
    /// The members of each request other than its input; null for those of the first request. Model, instructions and tools that it lacks are those of the
    /// agent. The journal does not store the instructions and tools of the first request.
    /// </param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The run. Reading its events throws a <see cref="RunTakenException"/> if another process has it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="runId"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The agent has no journal.</exception>
    /// <exception cref="ArgumentException"><paramref name="runId"/> is empty, or a member of <see cref="ResponseRequest.Other"/> that the run reads has a value of another type.</exception>
    public AgentRun ResumeAsync(
        string runId, IReadOnlyList<RunDecision>? decisions = null, ResponseRequest? request = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        return Journal is null
            ? throw new InvalidOperationException($"The agent has no journal to resume a run from. Set {nameof(Agent)}.{nameof(Journal)}.")
            : new AgentRun(this, runId, request is null ? null : TypedMembers.Of(request), decisions ?? [], cancellationToken, isResumed: true);
    }

    /// <summary>Returns the request with the agent's model, instructions and tools if it has none.</summary>
    internal ResponseRequest Complete(ResponseRequest request) => request with
    {
        Model = request.Model ?? Model,
        Instructions = request.Instructions ?? Instructions,
        Tools = request.Tools.Count > 0 ? request.Tools : [.. Tools.Select(static tool => tool.Declaration)],
    };
}
