using System.Buffers;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes a run's records into its journal, one after the other; writes nothing where there is no journal.</summary>
internal sealed class RunLog : IAsyncDisposable
{
    private readonly string _runId;
    private readonly IRunLease? _lease;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private long _next;

    private RunLog(string runId, IRunLease? lease, TimeProvider time)
    {
        (_runId, _lease, _time) = (runId, lease, time);
        _next = Records.Count == 0 ? 0 : Records[^1].Sequence + 1;
    }

    /// <summary>The records that were there before.</summary>
    public IReadOnlyList<RunRecord> Records => _lease?.Records ?? [];

    /// <summary>Is cancelled when the run is no longer this process's.</summary>
    public CancellationToken Lost => _lease?.Lost ?? CancellationToken.None;

    public static async Task<RunLog> OpenAsync(IRunJournal? journal, string runId, TimeProvider time, CancellationToken cancellationToken) =>
        new(runId, journal is null ? null : await journal.TakeAsync(runId, cancellationToken).ConfigureAwait(false), time);

    /// <summary>Appends a record. It returns once the record is there.</summary>
    /// <param name="kind">The record's kind.</param>
    /// <param name="write">Writes the members that are its own.</param>
    /// <param name="durable">Whether what follows must not be seen before the record is on the disk.</param>
    public async Task AppendAsync(string kind, Action<Utf8JsonWriter> write, bool durable = false)
    {
        if (_lease is null)
        {
            return;
        }

        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var json = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { MaxDepth = 1000 }))
            {
                writer.WriteStartObject();
                writer.WriteNumber("v"u8, 1);
                writer.WriteString("run"u8, _runId);
                writer.WriteNumber("seq"u8, _next);
                writer.WriteString("at"u8, _time.GetUtcNow());
                writer.WriteString("kind"u8, kind);
                write(writer);
                writer.WriteEndObject();
            }

            // Not given up by the run's own cancellation: that too must be told.
            await _lease.AppendAsync(new RunRecord(_next, json.WrittenMemory), durable, CancellationToken.None).ConfigureAwait(false);
            _next++;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_lease is not null)
        {
            await _lease.DisposeAsync().ConfigureAwait(false);
        }

        _turn.Dispose();
    }
}
