using AgenticApi.Serving;

namespace AgenticApi.PostgreSql;

/// <summary>How a <see cref="PostgresResponseStore"/> works.</summary>
public sealed class PostgresResponseStoreOptions
{
    /// <summary>
    /// The schema of the tables: 1 to 63 of the characters a–z, 0–9 and _, no digit first. It is created with the tables if it is
    /// missing. The default is <c>public</c>.
    /// </summary>
    public string Schema { get; init; } = "public";

    /// <summary>How much all hosts together keep. Each host deletes what is beyond its own limits, so give all the same.</summary>
    public ResponseStoreLimits Limits { get; init; } = new();

    /// <summary>How often what is too old or too much is looked for and deleted; 10 ms to 1 day. The default is one minute.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long a statement is tried again after the connection was lost; 1 second to 1 hour. The default is 10 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    internal PostgresResponseStoreOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Limits);
        SchemaName.Checked(Schema, nameof(Schema));
        Check(SweepInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(SweepInterval));
        Check(Patience, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), nameof(Patience));
        return this;
    }

    private static void Check(TimeSpan time, TimeSpan least, TimeSpan most, string name)
    {
        if (time < least || time > most)
            throw new ArgumentException($"The time is {least} to {most}.", name);
    }
}
