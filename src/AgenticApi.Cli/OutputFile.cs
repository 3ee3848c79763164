using System.Formats.Tar;

namespace AgenticApi.Cli;

/// <summary>Looks at what a file would replace.</summary>
internal static class OutputFile
{
    /// <summary>Why nothing can be written there, for the person at the terminal; null where it can. A link is replaced, whatever it points to.</summary>
    public static string? Refusal(string path) =>
        Directory.Exists(path) ? $"{path}: is a folder. Give the file to write."
        : File.Exists(path) && IsSpecial(path) ? $"{path}: is a device or a pipe. Give a regular file."
        : null;

    /// <summary>Whether a file is a device, a pipe or a socket. Those have no length; the framework tells them from empty files only where it packs them.</summary>
    private static bool IsSpecial(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null || file.Length > 0)
        {
            return false;
        }

        try
        {
            using var archive = new MemoryStream();
            using (var writer = new TarWriter(archive, leaveOpen: true))
            {
                writer.WriteEntry(path, "file");
            }

            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry()!.EntryType != TarEntryType.RegularFile;
        }
        catch (UnauthorizedAccessException)
        {
            // A file that may not be read: whether it may be replaced shows when that is tried.
            return false;
        }
        catch (IOException)
        {
            // A socket, which cannot be packed.
            return true;
        }
    }
}
