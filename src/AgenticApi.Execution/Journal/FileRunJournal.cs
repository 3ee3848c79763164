namespace AgenticApi.Execution;

/// <summary>Keeps runs in a folder, one file a run (<c>RUNID.jsonl</c>) with one record a line; for one host with any number of processes.</summary>
/// <remarks>
/// <para>A run that is taken is locked through its file. The operating system drops the lock when the process ends, however it ends. The
/// folder must be on a file system with locks (a local one), and <c>System.IO.DisableFileLocking</c> must not be set.</para>
/// <para>A last line that a crash left incomplete is cut off when the run is taken. Safe for use by several threads at once.</para>
/// </remarks>
public sealed class FileRunJournal : IRunJournal
{
    private const string Extension = ".jsonl";

    private readonly string _folder;

    /// <summary>Creates a journal.</summary>
    /// <param name="folder">The folder. It is created if it is missing.</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be created.</exception>
    public FileRunJournal(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = Path.GetFullPath(folder);
        FolderEntries.Create(_folder);
    }

    /// <summary>The runs that have records; read from the folder while they are enumerated.</summary>
    public IEnumerable<string> RunIds =>
        from file in new DirectoryInfo(_folder).EnumerateFiles("*" + Extension)
        let runId = Path.GetFileNameWithoutExtension(file.Name)
        where file.Length > 0 && RunRecordFormat.IsRunId(runId)
        select runId;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The run id is none (see <see cref="RunRecordFormat.IsRunId"/>).</exception>
    /// <exception cref="RunDataException">The file is damaged before its last line, or a newer version wrote it. Its message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read or written.</exception>
    public async ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default)
    {
        RunRecordFormat.CheckRunId(runId);
        var path = Path.Combine(_folder, runId + Extension);
        // Opening and reading a file blocks.
        return await Task.Run(() => FileRunLease.Take(runId, path), cancellationToken).ConfigureAwait(false);
    }
}
