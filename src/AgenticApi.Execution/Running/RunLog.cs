using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes a run's records into its journal, one after the other; writes nothing where there is no journal.</summary>
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

    /// <summary>The records that were there before.</summary>
    public IReadOnlyList<RunRecord> Records => _lease?.Records ?? [];

    /// <summary>How long processes have had the run: this one and, up to its last record, each one before.</summary>
    public TimeSpan Elapsed => _before + _time.GetElapsedTime(_began);

    /// <summary>Is cancelled when nothing may be done any more: the run is no longer this process's, or a record could not be written.</summary>
    public CancellationToken Lost => _lost.Token;

    public static async Task<RunLog> OpenAsync(IRunJournal? journal, string runId, TimeProvider time, CancellationToken cancellationToken) =>
        new(runId, journal is null ? null : await journal.TakeAsync(runId, cancellationToken).ConfigureAwait(false), time);

    /// <summary>Appends a record. It returns once the record is there.</summary>
    /// <param name="kind">The record's kind. The one that ends the run is the last of this process.</param>
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
            if (_fault is not null || _isOver)
            {
                // What is stored of the record that failed is not known: one after it might contradict it.
                throw new InvalidOperationException("The run's journal takes no more records.", _fault);
            }

            // Not given up by the run's own cancellation: that too must be told.
            await _lease.AppendAsync(new RunRecord(_next, Written(kind, write)), durable, CancellationToken.None).ConfigureAwait(false);
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

    /// <summary>Throws where nothing may be done any more.</summary>
    /// <exception cref="RunTakenException">Another host has the run. What the journal threw is thrown as it is.</exception>
    public void ThrowIfLost()
    {
        if (_fault is not null)
        {
            ExceptionDispatchInfo.Throw(_fault);
        }

        if (Lost.IsCancellationRequested)
        {
            throw new RunTakenException("Another host has taken the run while this one was away. It goes on there; nothing must be done here.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // A tool that still runs may want to write.
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

    private ReadOnlyMemory<byte> Written(string kind, Action<Utf8JsonWriter> write)
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
