using System.Runtime.CompilerServices;

namespace AgenticApi.Cassettes;

/// <summary>Finds the folder of a test's source, where its cassettes belong: what is written to the folder of the build is lost with it.</summary>
public static class CassettePath
{
    /// <summary>The environment variable that names the folder of the sources where they are not found without it.</summary>
    public const string SourcesVariable = "AGENTIC_API_SOURCES";

    /// <summary>The full path of a file beside the source file that calls.</summary>
    /// <remarks>
    /// A deterministic build may give source files other paths (<c>/_/tests/FarmTests.cs</c>), and tests may run on another machine than
    /// that of the build. Then the source file is looked for under the folder that the environment variable <see cref="SourcesVariable"/>
    /// names, or, where it is not set, under the folder of the program and those above it.
    /// </remarks>
    /// <param name="path">The file. A full path is given back as it is.</param>
    /// <param name="sourceFile">The source file; the compiler gives that of the caller. Empty for the current directory in place of its folder.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="sourceFile"/> is null.</exception>
    /// <exception cref="CassetteException">The source file is not on this machine.</exception>
    public static string BesideSource(string path, [CallerFilePath] string sourceFile = "") =>
        Find(path, sourceFile, AppContext.BaseDirectory, Environment.GetEnvironmentVariable(SourcesVariable)) ?? throw new CassetteException(
            $"{path}: belongs beside {sourceFile}, which is not found on this machine. Give a full path, or set the environment variable {SourcesVariable} to the folder of the sources.");

    /// <summary>The full path of a file beside a source file; null if the source file is not found.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sourceFile">The source file, as the build names it.</param>
    /// <param name="program">The folder of the program.</param>
    /// <param name="sources">The folder of the sources; null or empty to look above the program.</param>
    internal static string? Find(string path, string sourceFile, string program, string? sources)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(sourceFile);
        if (Path.IsPathFullyQualified(path) || sourceFile.Length == 0)
        {
            return Path.GetFullPath(path);
        }

        if (File.Exists(sourceFile))
        {
            return Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(sourceFile))!);
        }

        var names = sourceFile.Split('/', '\\');
        var roots = string.IsNullOrEmpty(sources) ? FoldersFrom(program) : [Path.GetFullPath(sources)];
        // How much of the path is real is not known: the longest end of it that is there is right.
        var found = Enumerable.Range(0, names.Length)
            .SelectMany(skipped => roots.Select(root => Path.Combine([root, .. names[skipped..]])))
            .FirstOrDefault(File.Exists);
        return found is null ? null : Path.GetFullPath(path, Path.GetDirectoryName(found)!);
    }

    private static List<string> FoldersFrom(string program)
    {
        var folders = new List<string>();
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            folders.Add(folder.FullName);
        }

        return folders;
    }
}
