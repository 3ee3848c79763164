namespace AgenticApi.PostgreSql;

/// <summary>The options of a <see cref="PostgresRunJournal"/>.</summary>
/// <remarks>Immutable. The constructor of the journal checks the values.</remarks>
public sealed class PostgresRunJournalOptions
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(1);

    /// <summary>
    /// The schema of the tables: 1 to 63 of the characters a–z, 0–9 and _, not beginning with a digit. It is created with the tables if it does
    /// not exist. The default is <c>public</c>.
    /// </summary>
    public string Schema { get; init; } = "public";

    /// <summary>
    /// The time after which another host can take a run whose host has not renewed its lease; 300 ms to 1 day. A host renews its leases after each
    /// third of this time. The default is 30 seconds.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The name of this host, which the <see cref="Execution.RunTakenException"/> on other hosts contains. Never null. The default is the name of the
    /// machine.
    /// </summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The clock for renewals and for the end of a lease on this host. Tests stop it to simulate a host that hangs.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Returns the same options.</summary>
    /// <exception cref="ArgumentException">An option is null or out of its bounds.</exception>
    internal PostgresRunJournalOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Host);
        SchemaName.Check(Schema, nameof(Schema));
        TimeBounds.Check(Lease, ShortestLease, LongestLease, nameof(Lease));
        return this;
    }
}
