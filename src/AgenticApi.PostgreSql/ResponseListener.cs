using AgenticApi.Serving;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Wakes the waiting reads of this host when other hosts write. Uses one connection, beginning with the first wait.</summary>
/// <param name="source">The database.</param>
/// <param name="schema">The schema of the tables.</param>
/// <param name="storeName">The name of this store, whose own notifications are ignored.</param>
/// <param name="waits">The waiting reads.</param>
internal sealed class ResponseListener(NpgsqlDataSource source, string schema, string storeName, EntryWaits waits) : IAsyncDisposable
{
    // Reads poll even while the store listens: the connection may be dead, or a pooler may not forward notifications.
    private static readonly TimeSpan PollWhileListening = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollOtherwise = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _listening;
    private volatile bool _isListening;

    /// <summary>The time after which a waiting read must read again even if it was not woken.</summary>
    public TimeSpan PollInterval => _isListening ? PollWhileListening : PollOtherwise;

    public void Start()
    {
        lock (_lock)
            _listening ??= _stop.IsCancellationRequested ? Task.CompletedTask : Task.Run(ListenAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_listening is { } listening)
            await listening.ConfigureAwait(false);
        waits.WakeAll();
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException || Database.IsFailure(e))
            {
                // Until the connection is replaced, waiting reads poll more often.
            }

            _isListening = false;
            waits.WakeAll();
            await Task.Delay(PollOtherwise, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenOnceAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        connection.Notification += (_, e) => Wake(e.Payload);
        var listen = new NpgsqlCommand($"LISTEN {ResponseStatements.Channel}", connection);
        await using var afterListen = listen.ConfigureAwait(false);
        await listen.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        _isListening = true;
        // Reads have missed the notifications that were sent before LISTEN.
        waits.WakeAll();
        while (true)
        {
            if (await connection.WaitAsync(PollWhileListening, cancellationToken).ConfigureAwait(false))
                continue;
            // Detects a connection that is dead but not closed.
            var ping = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = (int)PollWhileListening.TotalSeconds };
            await using var afterPing = ping.ConfigureAwait(false);
            await ping.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Ignores the notifications of this store, which has already woken its own reads.
    private void Wake(string payload)
    {
        if (payload.Split(' ') is [var ofSchema, var byStore, var id] && ofSchema == schema && byStore != storeName)
            waits.Wake(id);
    }
}
