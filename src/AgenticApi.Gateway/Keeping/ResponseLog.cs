using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>
/// Writes the record of a response while this host makes it: its events in chunks, its lease, its end. Each write checks the record's version,
/// so a host that was taken for dead writes nothing more.
/// </summary>
/// <remarks>Events are added, and the response is ended, by one thread at a time. Chunks and the lease are written by others.</remarks>
internal sealed class ResponseLog(ResponsesGatewayOptions options, string host, string id, KeptState state) : IAsyncDisposable
{
    // A response that is followed elsewhere is at most so much behind, and a stream is not a write for each token.
    private static readonly TimeSpan ChunkTime = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _oneWrite = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<StoredEntry> _unwritten = [];
    // There is none while the model says nothing: many streams wait for their models at once.
    private ArrayBufferWriter<byte>? _chunk;
    private int _chunkBytes = 1024;
    private long _lastSequence = -1;
    private long _version;
    private bool _isWriting;
    private bool _hasEnded;
    private Response? _changed;
    private Task _write = Task.CompletedTask;
    private Task _watch = Task.CompletedTask;

    /// <summary>Cancelled when the response must not go on: somebody cancelled or deleted it, or another host took this one for dead.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Whether somebody cancelled it.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Begins the record.</summary>
    public async Task BeginAsync(Response response, JsonElement input, CancellationToken cancellationToken)
    {
        _version = await options.Store.WriteAsync(id, 0, [Entry(response), Entry(state), Lease(), Entry(RecordKeys.Input, input)], durable: false, cancellationToken).ConfigureAwait(false);
        _watch = WatchAsync();
    }

    /// <summary>Takes an event that goes out. It is written a moment later, and nobody waits for it.</summary>
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

    /// <summary>Takes the response as it stands now, to be written with the next chunk.</summary>
    public void Update(Response response)
    {
        lock (_lock)
        {
            _changed = response;
        }
    }

    /// <summary>Ends the response, its terminal event having been added. Who sees that event finds the response as it ended.</summary>
    /// <returns>Whether it was written: false if the record is no longer this host's.</returns>
    public async Task<bool> EndAsync(Response response)
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _write.ConfigureAwait(false);
        TakeChunk(isEnd: true);
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
        _oneWrite.Dispose();
    }

    internal static StoredEntry Entry(Response response) => Entry(RecordKeys.Response, response.Json);

    internal static StoredEntry Entry(KeptState state) => new(RecordKeys.State, JsonSerializer.SerializeToUtf8Bytes(state, RecordJson.Default.KeptState));

    private static StoredEntry Entry(string key, JsonElement json) => new(key, JsonMarshal.GetRawUtf8Value(json).ToArray());

    private StoredEntry Lease() => new(
        RecordKeys.Lease,
        JsonSerializer.SerializeToUtf8Bytes(
            new Lease { Host = host, Until = (options.Clock.GetUtcNow() + options.Lease).ToUnixTimeMilliseconds() }, RecordJson.Default.Lease));

    private void TakeChunk(bool isEnd)
    {
        var chunk = _chunk is null ? [] : _chunk.WrittenSpan.ToArray();
        _unwritten.Add(new(RecordKeys.OfEvents(_lastSequence, isEnd), chunk));
        (_chunk, _chunkBytes) = (null, Math.Clamp(chunk.Length, 1024, 64 * 1024));
        if (_changed is not null)
        {
            _unwritten.Add(Entry(_changed));
            _changed = null;
        }
    }

    /// <summary>Writes chunks until there is nothing left to write, or the end is near, which writes the rest.</summary>
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

                TakeChunk(isEnd: false);
            }

            try
            {
                if (await WriteAsync(_unwritten, isEnd: false).ConfigureAwait(false))
                {
                    _unwritten.Clear();
                }
            }
#pragma warning disable CA1031 // Whatever a store throws: the chunk is written with the next one, and at the latest with the end.
            catch (Exception)
#pragma warning restore CA1031
            {
                // See above.
            }

            await Task.Delay(ChunkTime, options.Clock, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WriteAsync(IReadOnlyList<StoredEntry> entries, bool isEnd)
    {
        await _oneWrite.WaitAsync().ConfigureAwait(false);
        try
        {
            // A lease is not renewed once the response has ended.
            while (!_hasEnded)
            {
                var version = await options.Store.WriteAsync(id, _version, entries, isEnd, CancellationToken.None).ConfigureAwait(false);
                if (version > 0)
                {
                    _version = version;
                    _hasEnded = isEnd;
                    return true;
                }

                // Somebody wrote a wish to cancel, or it is gone, or another host failed it.
                var kept = KeptResponse.Of(id, await options.Store.ReadAsync(id, RecordKeys.Head, "", TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false));
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
            _oneWrite.Release();
        }
    }

    /// <summary>Renews the lease, and stops the response where somebody cancels or deletes it.</summary>
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
#pragma warning disable CA1031 // Whatever a store throws: the lease runs out if it goes on.
            catch (Exception)
#pragma warning restore CA1031
            {
                await Task.Delay(options.Lease / 10, options.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
