using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Execution;

/// <summary>Flushes directory entries, so that new files survive a power failure. Flushing a file does not flush its directory entry.</summary>
internal static class FolderEntries
{
    /// <summary>Creates a folder and its missing parents, and flushes the entry of each.</summary>
    public static void Create(string folder)
    {
        var above = Path.GetDirectoryName(folder);
        if (Directory.Exists(folder) || above is null)
            return;
        Create(above);
        Directory.CreateDirectory(folder);
        Flush(above);
    }

    /// <summary>Flushes the entries of a folder. Does nothing on Windows: NTFS journals its entries, and there is no such call.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // The framework cannot open a directory as a file.
        using var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"The folder {folder} cannot be opened to flush its entries to the disk. Check that the process may read it.");
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open(byte[] path, int flags);
}
