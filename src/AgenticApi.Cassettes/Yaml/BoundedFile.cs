namespace AgenticApi.Cassettes;

/// <summary>Reads a file that may be anything: a device, a pipe, or larger than the memory.</summary>
internal static class BoundedFile
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 128 * 1024 * 1024;

    /// <summary>The bytes of a regular file.</summary>
    /// <exception cref="IOException">The file is a folder, a device, a pipe, empty or too large, or cannot be read. The message does not name it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder. Give one of its files.");
        }

        // Known before the file is opened: a pipe that nobody writes to would never open. Devices and pipes have no length.
        var length = (File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path)).Length;
        if (length == 0)
        {
            throw new IOException("it is empty, or a device or a pipe. Give a regular file.");
        }

        if (length > MaxBytes)
        {
            throw new IOException($"it has {length} bytes, more than {MaxBytes}. Split it, or give another file.");
        }

        var bytes = new byte[length];
        using var file = File.OpenRead(path);
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
