using System.Formats.Tar;

namespace AgenticApi.Cli;

/// <summary>Checks paths of files: distinguishes regular files from devices, pipes and folders.</summary>
internal static class OutputFile
{
    /// <summary>Returns a message if a path names a folder, a device or a pipe; <see langword="null"/> otherwise.</summary>
    public static string? Refusal(string path) =>
        Directory.Exists(path) ? $"{path}: is a folder. Give the file to write."
        : File.Exists(path) && IsSpecial(path) ? $"{path}: is a device or a pipe. Give a regular file."
        : null;

    /// <summary>Returns a message if no file can be created at a path; <see langword="null"/> otherwise. Missing folders are not an error.</summary>
    public static string? Unwritable(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            while (folder is not null && !Directory.Exists(folder))
            {
                if (File.Exists(folder))
                {
                    return $"{path}: cannot be written: {folder} is not a folder.";
                }

                folder = Path.GetDirectoryName(folder);
            }

            // Only creating a file detects missing rights, quotas and read-only disks.
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

    /// <summary>Returns whether a path names an empty regular file.</summary>
    public static bool IsEmpty(string path) => File.Exists(path) && Target(path) is { Exists: true, Length: 0 } && !IsSpecial(path);

    /// <summary>Returns whether an existing file is a device, a pipe or a socket, or a link to one.</summary>
    private static bool IsSpecial(string path)
    {
        var file = Target(path);
        if (!file.Exists || file.Length > 0)
        {
            // The target of a system link, such as /dev/stdout of a pipe, may not exist as a file.
            return !file.Exists;
        }

        try
        {
            // Special files have length 0. Only TarWriter distinguishes them from empty files.
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
            // TarWriter opens only regular files. Writing reports whether this one can be replaced.
            return false;
        }
        catch (IOException)
        {
            // TarWriter does not support sockets.
            return true;
        }
    }

    private static FileInfo Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
}
