using System.IO.Enumeration;

namespace AgenticApi.Cassettes;

/// <summary>One recorded conversation with a server: requests and answers, turn by turn, the bytes of every answer as they came.</summary>
/// <remarks>Immutable, and safe to read from several threads. Two cassettes are equal where their servers and turns are, wherever they stand.</remarks>
public sealed class Cassette : IEquatable<Cassette>
{
    /// <summary>Creates one.</summary>
    /// <param name="server">What it was recorded from (<c>recorded_from</c>); null for nothing said.</param>
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

    /// <summary>The file that it was loaded from, as it was given; empty where it was not loaded.</summary>
    public string Path { get; }

    /// <summary>The file's name without its ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>What it was recorded from (<c>recorded_from</c>); null where the file does not say.</summary>
    public string? Server { get; }

    /// <summary>The turns, in order.</summary>
    public IReadOnlyList<CassetteTurn> Turns { get; }

    /// <summary>
    /// Loads a cassette: a YAML file, or as a conversation of one turn an event stream (<c>.sse</c>) or a blocking body (<c>.json</c>).
    /// </summary>
    /// <remarks>
    /// A file may have at most 128 MiB, a million values and 128 levels of nesting, and must be a regular file: folders, devices and
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
                ".sse" => new Cassette(path, null, [CassetteTurn.Of(CassetteTransport.EventStream, BoundedFile.Read(path))]),
                ".json" => new Cassette(path, null, [CassetteTurn.Of(CassetteTransport.Blocking, BoundedFile.Read(path))]),
                _ => CassetteReader.Load(path),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CassetteException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The cassettes at a path: the file itself, or every cassette in a folder and the folders in it, by name.</summary>
    /// <remarks>In a folder, links to files are taken; links to folders are not followed, since they may form a loop.</remarks>
    /// <param name="path">A file or a folder.</param>
    /// <returns>The files, to be loaded one by one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="CassetteException">There is nothing at the path, no cassette in the folder, or the folder cannot be read.</exception>
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

    /// <summary>Writes the cassette as YAML. What was there is replaced whole or not at all; loaded again, the cassette is equal. A link is replaced, and what it points to stays.</summary>
    /// <remarks>Nothing is taken out: <see cref="CassetteRedaction.Apply(Cassette)"/> does that. The same cassette always gives the same bytes.</remarks>
    /// <param name="path">The file; its folder is made where it is missing.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var whole = System.IO.Path.GetFullPath(path);
        // Beside the target, so that putting it in place is one step on one disk; and of a name that nobody can put a link at before.
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
