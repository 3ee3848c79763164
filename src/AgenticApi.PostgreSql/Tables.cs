namespace AgenticApi.PostgreSql;

/// <summary>Tables that are created when they are first used.</summary>
/// <param name="exist">The statement that says whether they are there.</param>
/// <param name="create">The one that creates them.</param>
internal sealed class Tables(string exist, string create)
{
    // Any number will do, if all hosts use the same one and nothing else does.
    private const long CreateLock = 0x4167656E74696341;

    private volatile bool _exist;

    /// <summary>What the statement that creates tables begins with. CREATE … IF NOT EXISTS fails where two do so at once, hence the lock. Creating a schema needs a right, even if it exists.</summary>
    public static string CreateSchema(string schema) => $"""
        SELECT pg_advisory_xact_lock({CreateLock});
        DO $$ BEGIN
            IF to_regnamespace('"{schema}"') IS NULL THEN CREATE SCHEMA "{schema}"; END IF;
        END $$;
        """;

    public ValueTask CreateAsync(Database database, CancellationToken cancellationToken) => _exist ? ValueTask.CompletedTask : new(CreateMissingAsync(database, cancellationToken));

    private async Task CreateMissingAsync(Database database, CancellationToken cancellationToken)
    {
        if (await database.ScalarAsync(exist, [], cancellationToken).ConfigureAwait(false) is not true)
            await database.ScalarAsync(create, [], cancellationToken).ConfigureAwait(false);
        _exist = true;
    }
}
