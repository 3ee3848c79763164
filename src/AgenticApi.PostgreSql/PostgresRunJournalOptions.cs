namespace AgenticApi.PostgreSql;

/// <summary>How a <see cref="PostgresRunJournal"/> works.</summary>
public sealed class PostgresRunJournalOptions
{
    /// <summary>
    /// The schema of the tables: 1 to 63 of the characters a–z, 0–9 and _, no digit first. It is created with the tables if it is
    /// missing. The default is <c>public</c>.
    /// </summary>
    public string Schema { get; init; } = "public";

    /// <summary>
    /// How long a run stays a host's that does not answer, at least 300 ms; after that, another host can take it. The lease is renewed
    /// after each third. The default is 30 seconds.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The name of this host, which others are told where they cannot take a run. The default is the name of the machine.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>Times the renewals, and tells when a lease has run out. Tests stop it to play a host that hangs.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
