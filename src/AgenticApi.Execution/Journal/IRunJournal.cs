namespace AgenticApi.Execution;

/// <summary>
/// Stores the records of runs, so that an interrupted run can be resumed, also by another host. Implementations are safe to use from several threads.
/// </summary>
public interface IRunJournal
{
    /// <summary>Takes the exclusive lease of a run. Until it is disposed of or lost, nobody else can append to the run.</summary>
    /// <param name="runId">The id of the run. The run may be new.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="ArgumentException"><paramref name="runId"/> is not a run id (see <see cref="RunRecordFormat.IsRunId"/>).</exception>
    /// <exception cref="RunTakenException">Another lease of the run exists.</exception>
    ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default);
}
