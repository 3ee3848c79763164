using System.Formats.Tar;

namespace AgenticApi.Cli;

/// <summary>Tells regular files from devices, pipes and folders.</summary>
internal static class OutputFile
{
    /// <summary>Why nothing can be written at a path, for the person at the terminal; null where it can.</summary>
    public static string? Refusal(string path) =>
        Directory.Exists(path) ? $"{path}: is a folder. Give the file to write."
        : File.Exists(path) && IsSpecial(path) ? $"{path}: is a device or a pipe. Give a regular file."
        : null;

    /// <summary>Why no new file can be put at a path, for the person at the terminal; null where one can. Folders that are missing can be made.</summary>
    public static string? Unwritable(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            while (folder is not null && !Directory.Exists(folder))
            {
                if (File.Exists(folder))
                {
                    return $"{path}: cannot be written: {folder} is no folder.";
                }

                folder = Path.GetDirectoryName(folder);
            }

            // Rights, quotas and disks that are read-only show only when it is tried.
            using var probe = new FileStream(Path.Combine(folder ?? "", $".{Guid.NewGuid():N}.tmp"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            });
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path}: cannot be written: {e.Message}";
        }
    }

    /// <summary>Whether a path names an empty file.</summary>
    public static bool IsEmpty(string path) => File.Exists(path) && Target(path) is { Exists: true, Length: 0 } && !IsSpecial(path);

    /// <summary>Whether a file that exists is a device, a pipe or a socket, or a link to one.</summary>
    private static bool IsSpecial(string path)
    {
        var file = Target(path);
        if (!file.Exists || file.Length > 0)
        {
            // What a link of the system leads to may have no name: /dev/stdout of a pipe.
            return !file.Exists;
        }

        try
        {
            // None of these has a length. The framework tells them from empty files only where it packs them.
            using var archive = new MemoryStream();
            using (var writer = new TarWriter(archive, leaveOpen: true))
            {
                writer.WriteEntry(file.FullName, "file");
            }

            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry()!.EntryType != TarEntryType.RegularFile;
        }
        catch (UnauthorizedAccessException)
        {
            // Only a file is opened for that; whether it may be replaced shows when it is tried.
            return false;
        }
        catch (IOException)
        {
            // A socket, which cannot be packed.
            return true;
        }
    }

    private static FileInfo Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
}
