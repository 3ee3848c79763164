using System.Runtime.CompilerServices;
using AgenticApi.Execution;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Keeps runs in PostgreSQL, for any number of hosts. A run whose host died or hangs is taken over when its lease has run out.</summary>
/// <remarks>
/// <para>A host that lost its lease can append nothing (the lease's token is checked with each append), and
/// <see cref="IRunLease.Lost"/> is cancelled, at the latest when the lease would have run out by this host's clock. The length of a lease
/// is measured by the database's clock.</para>
/// <para>The tables <c>agentic_run</c> and <c>agentic_run_record</c> are created when they are first used. Each append is committed;
/// whether it survives the end of the machine is the database's <c>synchronous_commit</c>, which is on by default. Deleting a row of
/// <c>agentic_run</c> deletes the run.</para>
/// <para>A lost connection is replaced, for up to the length of a lease. Safe for use by several threads at once.</para>
/// </remarks>
public sealed class PostgresRunJournal : IRunJournal
{
    private const int PageSize = 100;

    private static readonly TimeSpan ShortestLease = TimeSpan.FromMilliseconds(300);

    private readonly PostgresRunJournalOptions _options;
    private readonly RunStatements _statements;
    private readonly Database _database;
    private readonly Tables _tables;

    /// <summary>Creates a journal. Nothing is sent to the database yet.</summary>
    /// <param name="source">The database. The caller disposes it, after all leases.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public PostgresRunJournal(NpgsqlDataSource source, PostgresRunJournalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        _options = options ?? new PostgresRunJournalOptions();
        if (_options.Lease < ShortestLease)
            throw new ArgumentException($"A lease is at least {ShortestLease.TotalMilliseconds} ms long.", nameof(options));
        _statements = new RunStatements(SchemaName.Checked(_options.Schema, nameof(options)));
        _database = new Database(source, _options.Lease);
        _tables = new Tables(_statements.TablesExist, _statements.CreateTables);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The run id is none (see <see cref="RunRecordFormat.IsRunId"/>).</exception>
    /// <exception cref="RunDataException">The run's records are damaged, or a newer version wrote them.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or refuses a statement.</exception>
    public async ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default)
    {
        RunRecordFormat.CheckRunId(runId);
        await CreateTablesAsync(cancellationToken).ConfigureAwait(false);
        // Unlike the host, a holder is one lease, so that two leases of a host are two holders.
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
            await FreeAsync(runId, holder).ConfigureAwait(false);
            throw;
        }
        if (token is not long number)
            throw new RunTakenException($"Run {runId} is taken{await HostOfAsync(runId, cancellationToken).ConfigureAwait(false)}. It can be taken when that lease ends or runs out.");
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
    /// <remarks>A run may be taken by another host between being found and being taken. No connection is held while a run is looked at.</remarks>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The ids of the runs, in their order.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached, or refuses a statement.</exception>
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

    private async Task<string> HostOfAsync(string runId, CancellationToken cancellationToken) =>
        await _database.ScalarAsync(_statements.Holder, [Database.Parameter(runId)], cancellationToken).ConfigureAwait(false) is string holder
            ? " by " + holder[..holder.LastIndexOf(' ')]
            : "";

    // A cancelled attempt may have taken the run all the same.
    private async Task FreeAsync(string runId, string holder)
    {
        try
        {
            await _database.ScalarAsync(_statements.Free, [Database.Parameter(runId), Database.Parameter(holder)], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (Database.IsFailure(e))
        {
            // The lease runs out by itself.
        }
    }

    private ValueTask CreateTablesAsync(CancellationToken cancellationToken) => _tables.CreateAsync(_database, cancellationToken);
}
