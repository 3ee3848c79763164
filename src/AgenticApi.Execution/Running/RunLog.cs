using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes the records of a run to its journal, one at a time. Writes nothing if there is no journal.</summary>
internal sealed class RunLog : IAsyncDisposable
{
    private readonly string _runId;
    private readonly IRunLease? _lease;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _lost;
    private Exception? _fault;
    private bool _isOver;
    private readonly long _began;
    private readonly TimeSpan _before;
    private long _next;

    private RunLog(string runId, IRunLease? lease, TimeProvider time)
    {
        (_runId, _lease, _time) = (runId, lease, time);
        _lost = CancellationTokenSource.CreateLinkedTokenSource(lease?.Lost ?? CancellationToken.None);
        _next = Records.Count == 0 ? 0 : Records[^1].Sequence + 1;
        _began = time.GetTimestamp();
        _before = Records.Count > 0 ? RunRecords.ReadElapsed(Records[^1].Json) : TimeSpan.Zero;
    }

    /// <summary>The records of earlier processes.</summary>
    public IReadOnlyList<RunRecord> Records => _lease?.Records ?? [];

    /// <summary>How long processes have executed the run: this one, and each earlier one up to its last record.</summary>
    public TimeSpan Elapsed => _before + _time.GetElapsedTime(_began);

    /// <summary>Cancelled when the run must stop: another process has taken it, or a record could not be written.</summary>
    public CancellationToken Lost => _lost.Token;

    public static async Task<RunLog> OpenAsync(IRunJournal? journal, string runId, TimeProvider time, CancellationToken cancellationToken) =>
        new(runId, journal is null ? null : await journal.TakeAsync(runId, cancellationToken).ConfigureAwait(false), time);

    /// <summary>Appends a record, and returns after it was written.</summary>
    /// <param name="kind">The kind. No record can follow one of the kind that ends the run.</param>
    /// <param name="write">Writes the members of this kind.</param>
    /// <param name="durable">Whether to flush the record to the disk.</param>
    public async Task AppendAsync(string kind, Action<Utf8JsonWriter> write, bool durable = false)
    {
        if (_lease is null)
        {
            return;
        }

        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_fault is not null || _isOver)
            {
                // It is unknown whether the failed record was stored. A further one might contradict it.
                throw new InvalidOperationException("The journal of the run accepts no more records, because the run has ended or an earlier record failed.", _fault);
            }

            // Not cancelled with the run, because its cancellation is recorded too.
            await _lease.AppendAsync(new RunRecord(_next, Serialize(kind, write)), durable, CancellationToken.None).ConfigureAwait(false);
            _next++;
            _isOver = kind == RunRecordFormat.EndKind;
        }
        catch (Exception e) when (_fault is null && !_isOver)
        {
            _fault = e;
            await _lost.CancelAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Throws if the run must stop.</summary>
    /// <exception cref="RunTakenException">Another process has the run. An exception of the journal is thrown unchanged.</exception>
    public void ThrowIfLost()
    {
        if (_fault is not null)
        {
            ExceptionDispatchInfo.Throw(_fault);
        }

        if (Lost.IsCancellationRequested)
        {
            throw new RunTakenException("Another process has taken the run and continues it. Stop using the run in this process.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A tool that is still running may be writing a record.
        await _turn.WaitAsync().ConfigureAwait(false);
        _isOver = true;
        _turn.Release();
        if (_lease is not null)
        {
            await _lease.DisposeAsync().ConfigureAwait(false);
        }

        _lost.Dispose();
        _turn.Dispose();
    }

    private ReadOnlyMemory<byte> Serialize(string kind, Action<Utf8JsonWriter> write)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { MaxDepth = 1000 }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, RunRecordFormat.Version);
            writer.WriteString("run"u8, _runId);
            writer.WriteNumber("seq"u8, _next);
            writer.WriteString("at"u8, _time.GetUtcNow());
            RunRecords.WriteElapsed(writer, Elapsed);
            writer.WriteString("kind"u8, kind);
            write(writer);
            writer.WriteEndObject();
        }

        return json.WrittenMemory;
    }
}
