using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>
/// Writes the record of a response while this host creates it: its events in chunks, its lease, its end. Each write requires the version of the
/// previous one, so a host whose lease has expired cannot overwrite what another host has written.
/// </summary>
/// <remarks>The public members are for one thread at a time. Background tasks write the chunks and renew the lease.</remarks>
internal sealed class ResponseLog(ResponsesGatewayOptions options, string host, string id, KeptState state) : IAsyncDisposable
{
    // A longer interval delays clients that follow the response through the store; a shorter one causes more writes.
    private static readonly TimeSpan ChunkInterval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writeLock = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<StoredEntry> _unwritten = [];
    // Null while no event is waiting to be written, because many streams may wait for their models at once.
    private ArrayBufferWriter<byte>? _chunk;
    private int _chunkBytes = 1024;
    private long _lastSequence = -1;
    private long _version;
    private bool _isWriting;
    private bool _hasEnded;
    private Response? _updated;
    private Task _write = Task.CompletedTask;
    private Task _watch = Task.CompletedTask;

    /// <summary>Cancelled when the response must not continue: it was cancelled or deleted, or another host has ended it because the lease expired.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Whether a client has cancelled the response.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Creates the record.</summary>
    public async Task BeginAsync(Response response, JsonElement input, CancellationToken cancellationToken)
    {
        _version = await options.Store.WriteAsync(id, 0, [Entry(response), Entry(state), Lease(), Entry(RecordKeys.Input, input)], durable: false, cancellationToken).ConfigureAwait(false);
        _watch = WatchAsync();
    }

    /// <summary>Adds an event that is sent to the client. It is written in the background within about 0.1 seconds.</summary>
    public void Add(ResponseStreamEvent streamEvent)
    {
        lock (_lock)
        {
            ResponseEventWriter.Write(streamEvent, _chunk ??= new(_chunkBytes));
            _lastSequence = streamEvent.SequenceNumber ?? _lastSequence + 1;
            if (_isWriting)
            {
                return;
            }

            _isWriting = true;
        }

        _write = WriteChunksAsync();
    }

    /// <summary>Replaces the response in the record, together with the next chunk.</summary>
    public void Update(Response response)
    {
        lock (_lock)
        {
            _updated = response;
        }
    }

    /// <summary>Writes the remaining events and the final response in one write. Call it after the terminal event was added, and before it is sent.</summary>
    /// <returns>False if the response was not written, because the record was deleted or belongs to another host.</returns>
    public async Task<bool> EndAsync(Response response)
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _write.ConfigureAwait(false);
        QueueChunk(isEnd: true);
        return await WriteAsync([.. _unwritten, Entry(response), Entry(state with { HasEnded = true }), new(RecordKeys.Lease, null), new(RecordKeys.Cancel, null)], isEnd: true).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(false);
        await _write.ConfigureAwait(false);
        _end.Dispose();
        _stop.Dispose();
        _writeLock.Dispose();
    }

    internal static StoredEntry Entry(Response response) => Entry(RecordKeys.Response, response.Json);

    internal static StoredEntry Entry(KeptState state) => new(RecordKeys.State, JsonSerializer.SerializeToUtf8Bytes(state, RecordJson.Default.KeptState));

    private static StoredEntry Entry(string key, JsonElement json) => new(key, JsonMarshal.GetRawUtf8Value(json).ToArray());

    private StoredEntry Lease() => new(
        RecordKeys.Lease,
        JsonSerializer.SerializeToUtf8Bytes(
            new Lease { Host = host, Until = (options.Clock.GetUtcNow() + options.Lease).ToUnixTimeMilliseconds() }, RecordJson.Default.Lease));

    private void QueueChunk(bool isEnd)
    {
        var chunk = _chunk is null ? [] : _chunk.WrittenSpan.ToArray();
        _unwritten.Add(new(RecordKeys.ForEvents(_lastSequence, isEnd), chunk));
        (_chunk, _chunkBytes) = (null, Math.Clamp(chunk.Length, 1024, 64 * 1024));
        if (_updated is not null)
        {
            _unwritten.Add(Entry(_updated));
            _updated = null;
        }
    }

    /// <summary>Writes chunks until no event is waiting, or until <see cref="EndAsync"/> takes over.</summary>
    private async Task WriteChunksAsync()
    {
        while (true)
        {
            lock (_lock)
            {
                _isWriting = _chunk is not null && !_end.IsCancellationRequested;
                if (!_isWriting)
                {
                    return;
                }

                QueueChunk(isEnd: false);
            }

            try
            {
                if (await WriteAsync(_unwritten, isEnd: false).ConfigureAwait(false))
                {
                    _unwritten.Clear();
                }
            }
#pragma warning disable CA1031 // A store may throw any exception. The entries stay queued, and are written with the next chunk or with the end.
            catch (Exception)
#pragma warning restore CA1031
            {
                // See above.
            }

            await Task.Delay(ChunkInterval, options.Clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WriteAsync(IReadOnlyList<StoredEntry> entries, bool isEnd)
    {
        await _writeLock.WaitAsync().ConfigureAwait(false);
        try
        {
            // After the end, nothing must be written, not even a lease.
            while (!_hasEnded)
            {
                var version = await options.Store.WriteAsync(id, _version, entries, isEnd, CancellationToken.None).ConfigureAwait(false);
                if (version > 0)
                {
                    _version = version;
                    _hasEnded = isEnd;
                    return true;
                }

                // Another version: a client has cancelled or deleted the response, or another host has ended it.
                var kept = KeptResponse.From(id, await options.Store.ReadAsync(id, RecordKeys.Head, "", TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false));
                if (kept?.Lease?.Host != host)
                {
                    await _stop.CancelAsync().ConfigureAwait(false);
                    return false;
                }

                _version = kept.Version;
            }

            return false;
        }
        finally
        {
            _writeLock.Release();
        }
    }

    /// <summary>Renews the lease, and stops the response when it is cancelled or deleted.</summary>
    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var record = await options.Store.ReadAsync(id, RecordKeys.Cancel, "", options.Lease / 3, _stop.Token).ConfigureAwait(false);
                if (record is null or { Entries.Count: > 0 })
                {
                    IsCancelled = record is not null;
                    await _stop.CancelAsync().ConfigureAwait(false);
                    return;
                }

                await WriteAsync([Lease()], isEnd: false).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A store may throw any exception. If it does not recover, the lease expires.
            catch (Exception)
#pragma warning restore CA1031
            {
                await Task.Delay(options.Lease / 10, options.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
