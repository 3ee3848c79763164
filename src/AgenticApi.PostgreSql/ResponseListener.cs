using AgenticApi.Serving;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Wakes who waits on this host for what other hosts write. Has one connection, from the first wait on.</summary>
internal sealed class ResponseListener(NpgsqlDataSource source, string schema, string store, EntryWaits waits) : IAsyncDisposable
{
    // A notification cannot be lost, unless the connection is dead or something between does not pass notifications on.
    private static readonly TimeSpan PollWhileListening = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollOtherwise = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private Task? _listening;
    private volatile bool _isListening;

    /// <summary>How long who waits may trust in being woken.</summary>
    public TimeSpan LongestWait => _isListening ? PollWhileListening : PollOtherwise;

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
                // Who waits looks more often until there is another connection.
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
        // What was written before nobody told.
        waits.WakeAll();
        while (true)
        {
            if (await connection.WaitAsync(PollWhileListening, cancellationToken).ConfigureAwait(false))
                continue;
            // A connection may be dead without having been closed.
            var ping = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = (int)PollWhileListening.TotalSeconds };
            await using var afterPing = ping.ConfigureAwait(false);
            await ping.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // This store has told its own readers already.
    private void Wake(string payload)
    {
        if (payload.Split(' ') is [var ofSchema, var byStore, var id] && ofSchema == schema && byStore != store)
            waits.Wake(id);
    }
}
