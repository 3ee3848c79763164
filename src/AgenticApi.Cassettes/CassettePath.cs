using System.Runtime.CompilerServices;

namespace AgenticApi.Cassettes;

/// <summary>Finds the source folder of a test, to store cassettes there. Files in the build output would be lost with the next clean build.</summary>
public static class CassettePath
{
    /// <summary>The environment variable with the folder of the sources, for machines where they are not found without it.</summary>
    public const string SourcesVariable = "AGENTIC_API_SOURCES";

    /// <summary>Returns the full path of a file in the folder of the calling source file.</summary>
    /// <remarks>
    /// A deterministic build can change the paths of source files (<c>/_/tests/FarmTests.cs</c>), and tests can run on another machine than
    /// the build. If the source file does not exist at its path, it is searched for under the folder in the environment variable
    /// <see cref="SourcesVariable"/>, or, if that is not set, under the folder of the program and its parent folders.
    /// </remarks>
    /// <param name="path">The path of the file. A full path is returned unchanged.</param>
    /// <param name="sourceFile">The calling source file, which the compiler supplies. If it is empty, relative paths start at the current directory.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="sourceFile"/> is null.</exception>
    /// <exception cref="CassetteException">The source file does not exist on this machine.</exception>
    public static string BesideSource(string path, [CallerFilePath] string sourceFile = "") =>
        Find(path, sourceFile, AppContext.BaseDirectory, Environment.GetEnvironmentVariable(SourcesVariable)) ?? throw new CassetteException(
            $"{path}: belongs beside {sourceFile}, which is not found on this machine. "
            + $"Give a full path, or set the environment variable {SourcesVariable} to the folder of the sources.");

    /// <summary>Returns the full path of a file in the folder of a source file; null if the source file is not found.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="sourceFile">The source file, with the path from the build.</param>
    /// <param name="program">The folder of the program.</param>
    /// <param name="sources">The folder of the sources; null or empty to search the folder of the program and its parent folders.</param>
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
        // The start of the path may not exist on this machine, so use the longest end of it that exists.
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
