using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Execution;

/// <summary>The lease of a run whose file this process has locked.</summary>
internal sealed class FileRunLease : IRunLease
{
    // The errors for a file that another handle has locked: EWOULDBLOCK of Linux and of macOS, and the sharing and lock violations of Windows.
    private static readonly int[] LockedErrors = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly string _runId;
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private long _length;
    private long _nextSequence;
    private bool _entryIsFlushed;
    private bool _isBroken;

    private FileRunLease(string runId, string path, SafeFileHandle file)
    {
        _runId = runId;
        _path = path;
        _file = file;
        Records = RunFile.Read(runId, file, path, out _length);
        _nextSequence = Records.Count;
    }

    public IReadOnlyList<RunRecord> Records { get; }

    /// <summary>Never cancelled: a file lock cannot be taken away.</summary>
    public CancellationToken Lost => CancellationToken.None;

    public static IRunLease Take(string runId, string path)
    {
        var file = Lock(runId, path);
        try
        {
            return new FileRunLease(runId, path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public async ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_file.IsClosed, typeof(IRunLease));
            RunRecordFormat.CheckAppend(_runId, _nextSequence, record);
            if (_isBroken)
                throw new IOException($"An earlier append to {_path} failed. Take the run again to see what is stored.");
            // After a failed write or flush, the content of the disk is unknown, and a second flush may succeed without writing the data.
            _isBroken = true;
            await WriteLineAsync(record.Utf8Json).ConfigureAwait(false);
            if (durable)
                await Task.Run(FlushToDisk, CancellationToken.None).ConfigureAwait(false);
            _isBroken = false;
            _nextSequence++;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        _file.Dispose();
        _oneAtATime.Release();
    }

    private static SafeFileHandle Lock(string runId, string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous);
        }
        catch (IOException e) when (LockedErrors.Contains(e.HResult))
        {
            throw new RunTakenException($"Run {runId} is taken: another lease has locked {path}.", e);
        }
    }

    // A single write, so that a crash can leave only the beginning of a line. Not cancellable, because half a line makes the lease unusable.
    private async Task WriteLineAsync(ReadOnlyMemory<byte> line)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(line.Length + 1);
        line.CopyTo(buffer);
        buffer[line.Length] = (byte)'\n';
        await RandomAccess.WriteAsync(_file, buffer.AsMemory(0, line.Length + 1), _length).ConfigureAwait(false);
        _length += line.Length + 1;
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void FlushToDisk()
    {
        RandomAccess.FlushToDisk(_file);
        if (_entryIsFlushed)
            return;
        FolderEntries.Flush(Path.GetDirectoryName(_path)!);
        _entryIsFlushed = true;
    }
}
