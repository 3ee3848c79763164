using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Deletes records that exceed the limits, at intervals, beginning with the first use of the store.</summary>
internal sealed class ResponseSweep(Database database, ResponseStatements statements, PostgresResponseStoreOptions options) : IAsyncDisposable
{
    /// <summary>The maximum number of records that one statement deletes.</summary>
    private const int BatchSize = 100;

    // Subtracting more from the current time would be out of the range of timestamps.
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

    /// <summary>Deletes the records that exceed the limits, unless another host is deleting at this moment.</summary>
    /// <returns>The number of deleted records.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var age = options.Limits.MaxAge < LongestAge ? options.Limits.MaxAge : LongestAge;
        var cutoff = await database.ScalarAsync(
            statements.DeletionCutoff, [Database.Parameter(age), Database.Parameter(options.Limits.MaxBytes)], cancellationToken).ConfigureAwait(false);
        for (var deleted = 0; ;)
        {
            var count = await database.ReadAsync(
                statements.DeleteUntil, [Database.Parameter((DateTime)cutoff!), Database.Parameter(BatchSize)], CountAsync, cancellationToken).ConfigureAwait(false);
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
        // The first delay is random, so that hosts that start together do not sweep together.
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
                // The next sweep deletes the records.
            }
        }
    }
}
