namespace AgenticApi.Execution;

/// <summary>A run that this process has taken. Disposing it gives the run back.</summary>
public interface IRunLease : IAsyncDisposable
{
    /// <summary>The records that were there when the run was taken, in their order.</summary>
    IReadOnlyList<RunRecord> Records { get; }

    /// <summary>Is cancelled when the run is no longer this process's.</summary>
    CancellationToken Lost { get; }

    /// <summary>Appends a record. When it returns, the record survives the end of the process; a durable one survives the end of the machine too.</summary>
    /// <param name="record">The record.</param>
    /// <param name="durable">Whether it must be on the disk.</param>
    /// <param name="cancellationToken">Gives up; the record may have been appended all the same.</param>
    /// <exception cref="RunTakenException">Another host has taken the run. Nothing was appended.</exception>
    ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default);
}
