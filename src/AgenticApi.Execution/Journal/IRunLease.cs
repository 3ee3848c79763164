namespace AgenticApi.Execution;

/// <summary>The exclusive right of this process to append to a run. Disposing it releases the run.</summary>
public interface IRunLease : IAsyncDisposable
{
    /// <summary>The records of the run when the lease was taken, in their order.</summary>
    IReadOnlyList<RunRecord> Records { get; }

    /// <summary>Cancelled when another host has taken the run.</summary>
    CancellationToken Lost { get; }

    /// <summary>Appends a record. A record that was appended survives the end of the process; a durable one also survives a power failure.</summary>
    /// <param name="record">The record.</param>
    /// <param name="durable">Whether to flush the record to the disk.</param>
    /// <param name="cancellationToken">Cancels the wait. The record may have been appended.</param>
    /// <exception cref="ArgumentException">The record is not the next one, or its format is invalid.</exception>
    /// <exception cref="RunTakenException">Another host has taken the run. Nothing was appended.</exception>
    ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default);
}
