using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Deletes records that are too old or too much, at intervals, from the first use of the store on.</summary>
internal sealed class ResponseSweep(Database database, ResponseStatements statements, PostgresResponseStoreOptions options) : IAsyncDisposable
{
    /// <summary>How many records one statement deletes.</summary>
    private const int BatchSize = 100;

    // Times before the beginning of the database's calendar are none.
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(365 * 1000);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile Task? _sweeping;

    public void Start()
    {
        if (_sweeping != null)
            return;
        lock (_lock)
            _sweeping ??= _stop.IsCancellationRequested ? Task.CompletedTask : Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_sweeping is { } sweeping)
            await sweeping.ConfigureAwait(false);
    }

    /// <summary>Deletes, if no other host does so at this moment.</summary>
    /// <returns>How many records were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var age = options.Limits.MaxAge < LongestAge ? options.Limits.MaxAge : LongestAge;
        var last = await database.ScalarAsync(
            statements.LastForgotten, [Database.Parameter(age), Database.Parameter(options.Limits.MaxBytes)], cancellationToken).ConfigureAwait(false);
        for (var deleted = 0; ;)
        {
            var count = await database.ReadAsync(
                statements.Forget, [Database.Parameter((DateTime)last!), Database.Parameter(BatchSize)], CountAsync, cancellationToken).ConfigureAwait(false);
            deleted += count;
            if (count < BatchSize)
                return deleted;
        }
    }

    private static async Task<int> CountAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var count = 0;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            count++;
        return count;
    }

    private async Task RunAsync()
    {
        // Hosts that start together do not look together.
        var delay = options.SweepInterval * (0.5 + (Random.Shared.NextDouble() / 2));
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(delay, _stop.Token).ConfigureAwait(false);
                delay = options.SweepInterval;
                await SweepAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException || Database.IsFailure(e))
            {
                // The next time will do.
            }
        }
    }
}
