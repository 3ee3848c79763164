using AgenticApi.Serving;

namespace AgenticApi.PostgreSql;

/// <summary>The options of a <see cref="PostgresResponseStore"/>.</summary>
/// <remarks>Immutable. The constructor of the store checks the values.</remarks>
public sealed class PostgresResponseStoreOptions
{
    /// <summary>
    /// The schema of the tables: 1 to 63 of the characters a–z, 0–9 and _, not beginning with a digit. It is created with the tables if it does
    /// not exist. The default is <c>public</c>.
    /// </summary>
    public string Schema { get; init; } = "public";

    /// <summary>
    /// The limits for the records of all hosts together. Never null. Each host deletes what exceeds its own limits, so all hosts should have the
    /// same ones.
    /// </summary>
    public ResponseStoreLimits Limits { get; init; } = new();

    /// <summary>The interval at which records that exceed the limits are deleted; 10 ms to 1 day. The default is 1 minute.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The time for which a statement is retried after the connection was lost; 1 second to 1 hour. The default is 10 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Returns the same options.</summary>
    /// <exception cref="ArgumentException">An option is null or out of its bounds.</exception>
    internal PostgresResponseStoreOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Limits);
        SchemaName.Check(Schema, nameof(Schema));
        TimeBounds.Check(SweepInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(SweepInterval));
        TimeBounds.Check(Patience, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(Patience));
        return this;
    }
}
