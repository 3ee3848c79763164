using System.Runtime.CompilerServices;
using AgenticApi.Execution;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Stores runs in PostgreSQL, for any number of hosts. Another host can take a run when the lease of its host has expired.</summary>
/// <remarks>
/// <para>A host that has lost its lease cannot append records, because each append checks the token of the lease.
/// <see cref="IRunLease.Lost"/> is cancelled at the latest when the lease expires by the clock of its host. The database measures the lease
/// with its own clock.</para>
/// <para>The tables <c>agentic_run</c> and <c>agentic_run_record</c> are created when they are first used. Each append is committed. Whether it
/// survives a crash of the database machine depends on <c>synchronous_commit</c>, which is on by default. Deleting a row of
/// <c>agentic_run</c> deletes the run.</para>
/// <para>Statements are retried after a lost connection, for up to the length of a lease. Safe for use by several threads at once.</para>
/// </remarks>
public sealed class PostgresRunJournal : IRunJournal
{
    private const int PageSize = 100;

    private readonly PostgresRunJournalOptions _options;
    private readonly RunStatements _statements;
    private readonly Database _database;
    private readonly Tables _tables;

    /// <summary>Creates a journal. Does not connect to the database.</summary>
    /// <param name="source">The database. The caller disposes it, after all leases.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is null or out of its bounds.</exception>
    public PostgresRunJournal(NpgsqlDataSource source, PostgresRunJournalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _options = (options ?? new PostgresRunJournalOptions()).Checked();
        _statements = new RunStatements(_options.Schema);
        _database = new Database(source, _options.Lease);
        _tables = new Tables(_statements.TablesExist, _statements.CreateTables);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The run id is not valid (see <see cref="RunRecordFormat.IsRunId"/>).</exception>
    /// <exception cref="RunDataException">The records of the run are damaged, or a newer version has written them.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or a statement failed.</exception>
    public async ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default)
    {
        RunRecordFormat.CheckRunId(runId);
        await CreateTablesAsync(cancellationToken).ConfigureAwait(false);
        // The holder identifies the lease, because a host may try to take the same run twice.
        var holder = $"{_options.Host} {Guid.NewGuid():N}";
        var since = _options.Clock.GetTimestamp();
        object? token;
        try
        {
            token = await _database.ScalarAsync(
                _statements.Take, [Database.Parameter(runId), Database.Parameter(holder), Database.Parameter(_options.Lease)], cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await ReleaseAsync(runId, holder).ConfigureAwait(false);
            throw;
        }
        if (token is not long number)
            throw new RunTakenException($"Run {runId} is taken{await ByHostAsync(runId, cancellationToken).ConfigureAwait(false)}. It can be taken when that lease is released or expires.");
        var lease = new PostgresRunLease(runId, holder, number, _database, _statements, _options, since);
        try
        {
            await lease.BeginAsync(cancellationToken).ConfigureAwait(false);
            return lease;
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Finds the runs that have records, have not ended (their last record is not of kind <c>end</c>), and that no host holds.</summary>
    /// <remarks>Another host may take a run after it was found. No connection is open while the caller handles a run.</remarks>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The ids of the runs, sorted by their bytes.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached, or a statement failed.</exception>
    public async IAsyncEnumerable<string> FindAbandonedAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await CreateTablesAsync(cancellationToken).ConfigureAwait(false);
        for (var last = ""; ;)
        {
            var page = await _database.ReadAsync(_statements.Abandoned, [Database.Parameter(last), Database.Parameter(PageSize)], ReadTextsAsync, cancellationToken).ConfigureAwait(false);
            foreach (var runId in page)
                yield return last = runId;
            if (page.Count < PageSize)
                yield break;
        }
    }

    private static async Task<List<string>> ReadTextsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            texts.Add(reader.GetString(0));
        return texts;
    }

    private async Task<string> ByHostAsync(string runId, CancellationToken cancellationToken) =>
        await _database.ScalarAsync(_statements.Holder, [Database.Parameter(runId)], cancellationToken).ConfigureAwait(false) is string holder
            ? " by " + holder[..holder.LastIndexOf(' ')]
            : "";

    // The cancelled statement may have taken the run.
    private async Task ReleaseAsync(string runId, string holder)
    {
        try
        {
            await _database.ScalarAsync(_statements.Release, [Database.Parameter(runId), Database.Parameter(holder)], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (Database.IsFailure(e))
        {
            // The lease expires.
        }
    }

    private ValueTask CreateTablesAsync(CancellationToken cancellationToken) => _tables.CreateAsync(_database, cancellationToken);
}
