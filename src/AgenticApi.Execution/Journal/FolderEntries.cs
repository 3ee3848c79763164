using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Execution;

/// <summary>Makes the entries of folders survive the end of the machine. Flushing a file does not flush the entry that leads to it.</summary>
internal static class FolderEntries
{
    /// <summary>Creates a folder and those above it that are missing, and flushes the entry of each.</summary>
    public static void Create(string folder)
    {
        var above = Path.GetDirectoryName(folder);
        if (Directory.Exists(folder) || above is null)
            return;
        Create(above);
        Directory.CreateDirectory(folder);
        Flush(above);
    }

    /// <summary>Flushes the entries of a folder to the disk. Windows has no such call and needs none: NTFS keeps a log of its entries.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // The framework does not open folders as files.
        using var handle = new SafeFileHandle(Open(Encoding.UTF8.GetBytes(folder + '\0'), flags: 0), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"The folder {folder} cannot be opened, so that its entries cannot be flushed to the disk.");
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open(byte[] path, int flags);
}
