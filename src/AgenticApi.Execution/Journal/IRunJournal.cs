namespace AgenticApi.Execution;

/// <summary>Keeps runs, so that one that was interrupted is taken up again, here or by another host.</summary>
public interface IRunJournal
{
    /// <summary>Takes a run: from now on no one else can append to it.</summary>
    /// <param name="runId">The run. One that has no records yet begins.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RunTakenException">Another host has it.</exception>
    ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default);
}
