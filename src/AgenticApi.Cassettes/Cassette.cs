using System.IO.Enumeration;

namespace AgenticApi.Cassettes;

/// <summary>A recorded conversation with a server: the requests and the answers of each turn, with every byte of the answers.</summary>
/// <remarks>Immutable and thread-safe. Two cassettes are equal if their servers and turns are equal, regardless of their paths.</remarks>
public sealed class Cassette : IEquatable<Cassette>
{
    /// <summary>The largest file that is loaded, in bytes: a million events and more.</summary>
    internal const int MaxBytes = 512 * 1024 * 1024;

    /// <summary>Creates one.</summary>
    /// <param name="server">The name of the recorded server (<c>recorded_from</c>); null if unknown.</param>
    /// <param name="turns">The turns, in order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="turns"/> is null.</exception>
    public Cassette(string? server, IEnumerable<CassetteTurn> turns)
        : this("", server, [.. turns ?? throw new ArgumentNullException(nameof(turns))])
    {
    }

    internal Cassette(string path, string? server, IReadOnlyList<CassetteTurn> turns)
    {
        Path = path;
        Server = server;
        Turns = turns;
    }

    /// <summary>The path from which the cassette was loaded, as passed to <see cref="Load"/>; empty if it was not loaded.</summary>
    public string Path { get; }

    /// <summary>The name of the file without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The name of the recorded server (<c>recorded_from</c>); null if the file has none.</summary>
    public string? Server { get; }

    /// <summary>The turns, in order.</summary>
    public IReadOnlyList<CassetteTurn> Turns { get; }

    /// <summary>
    /// Loads a cassette: a YAML file, or as a conversation of one turn an event stream (<c>.sse</c>) or a blocking body (<c>.json</c>).
    /// </summary>
    /// <remarks>
    /// A file may have at most 512 MiB, three million values and 128 levels of nesting, and must be a regular file: folders, devices and
    /// pipes are refused, and so are YAML aliases.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="CassetteException">The file cannot be read, is no cassette, or exceeds a limit.</exception>
    public static Cassette Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return System.IO.Path.GetExtension(path) switch
            {
                ".sse" => new Cassette(path, null, [CassetteTurn.Of(CassetteTransport.EventStream, BoundedFile.Read(path, MaxBytes))]),
                ".json" => new Cassette(path, null, [CassetteTurn.Of(CassetteTransport.Blocking, BoundedFile.Read(path, MaxBytes))]),
                _ => CassetteReader.Load(path),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CassetteException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Finds the cassettes at a path: the file itself, or all cassettes in a folder and its subfolders, ordered by name.</summary>
    /// <remarks>Links to files are included. Links to folders are not followed, because they may form a loop.</remarks>
    /// <param name="path">A file or a folder.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="CassetteException">The path does not exist, the folder has no cassette, or it cannot be read.</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new CassetteException($"{path}: there is no such file or folder. Give a cassette or a folder of cassettes.");
        }

        try
        {
            var files = FilesIn(path)
                .Where(file => System.IO.Path.GetExtension(file) is ".yaml" or ".yml" or ".sse" or ".json")
                .Order(StringComparer.Ordinal)
                .ToList();
            return files.Count > 0
                ? files
                : throw new CassetteException($"{path}: the folder holds no cassette. Cassettes are .yaml files; .sse streams and .json bodies are taken too. Links to folders are not followed.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CassetteException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static FileSystemEnumerable<string> FilesIn(string folder) =>
        new(folder, (ref entry) => entry.ToSpecifiedFullPath(), new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    /// <summary>
    /// Writes the cassette as YAML. Loading the file gives an equal cassette. An existing file is replaced completely or not at all; a link
    /// is replaced, and its target is kept.
    /// </summary>
    /// <remarks>
    /// Does not remove secrets; <see cref="CassetteRedaction.Apply(Cassette)"/> does. The same cassette always gives the same bytes.
    /// </remarks>
    /// <param name="path">The file. Its folder is created if it does not exist.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var whole = System.IO.Path.GetFullPath(path);
        // In the same folder, so that moving it into place is one step, and with a name that nobody can predict and link elsewhere.
        var draft = $"{whole}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(whole)!);
            CassetteWriter.Write(this, draft);
            File.Move(draft, whole, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft))
            {
                File.Delete(draft);
            }

            throw new CassetteException($"{path}: cannot be written: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Cassette? other) => other is not null && Server == other.Server && Turns.SequenceEqual(other.Turns);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Cassette);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Server, Turns.Count);
}
