namespace AgenticApi.Execution;

/// <summary>Stores runs in a folder, for any number of processes on one host. Each run is a file (<c>RUNID.jsonl</c>) with one record a line.</summary>
/// <remarks>
/// <para>A lease locks the file of its run. The operating system releases the lock when the process ends for any reason. The
/// folder must be on a file system with locks (a local one), and <c>System.IO.DisableFileLocking</c> must not be set.</para>
/// <para>An incomplete last line, which a crash can leave, is cut off when a run is taken. Safe to use from several threads.</para>
/// </remarks>
public sealed class FileRunJournal : IRunJournal
{
    private const string Extension = ".jsonl";

    private readonly string _folder;

    /// <summary>Creates a journal.</summary>
    /// <param name="folder">The folder. It is created if it is missing.</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The process has no permission to create the folder.</exception>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null or empty.</exception>
    public FileRunJournal(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        FolderEntries.Create(_folder);
    }

    /// <summary>The ids of the runs that have records. The folder is read during the enumeration.</summary>
    public IEnumerable<string> RunIds =>
        from file in new DirectoryInfo(_folder).EnumerateFiles("*" + Extension)
        let runId = Path.GetFileNameWithoutExtension(file.Name)
        where file.Length > 0 && RunRecordFormat.IsRunId(runId)
        select runId;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The text is not a run id (see <see cref="RunRecordFormat.IsRunId"/>).</exception>
    /// <exception cref="RunDataException">A line other than the last is damaged, or a newer version wrote the file. The message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The process has no permission to read and write the file.</exception>
    public async ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default)
    {
        RunRecordFormat.CheckRunId(runId);
        var path = Path.Combine(_folder, runId + Extension);
        // Opening and reading a file blocks.
        return await Task.Run(() => FileRunLease.Take(runId, path), cancellationToken).ConfigureAwait(false);
    }
}
