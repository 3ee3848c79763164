namespace AgenticApi.PostgreSql;

/// <summary>Creates tables when they are first used.</summary>
/// <param name="exist">The statement that returns whether the tables exist.</param>
/// <param name="create">The statement that creates them.</param>
internal sealed class Tables(string exist, string create)
{
    // An arbitrary number, which all hosts use and no other application.
    private const long CreateLock = 0x4167656E74696341;

    private volatile bool _exist;

    /// <summary>
    /// Returns the beginning of a statement that creates tables. The lock is needed because CREATE … IF NOT EXISTS fails if two sessions run it at
    /// once. The schema is checked first because CREATE SCHEMA needs a privilege even if the schema exists.
    /// </summary>
    public static string CreateSchema(string schema) => $"""
        SELECT pg_advisory_xact_lock({CreateLock});
        DO $$ BEGIN
            IF to_regnamespace('"{schema}"') IS NULL THEN CREATE SCHEMA "{schema}"; END IF;
        END $$;
        """;

    /// <summary>Creates the tables if they do not exist.</summary>
    public ValueTask CreateAsync(Database database, CancellationToken cancellationToken) =>
        _exist ? ValueTask.CompletedTask : new(CreateMissingAsync(database, cancellationToken));

    private async Task CreateMissingAsync(Database database, CancellationToken cancellationToken)
    {
        if (await database.ScalarAsync(exist, [], cancellationToken).ConfigureAwait(false) is not true)
            await database.ScalarAsync(create, [], cancellationToken).ConfigureAwait(false);
        _exist = true;
    }
}
