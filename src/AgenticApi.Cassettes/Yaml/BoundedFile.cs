namespace AgenticApi.Cassettes;

/// <summary>Reads a file that may be anything: a device, a pipe, or larger than the memory.</summary>
internal static class BoundedFile
{
    /// <summary>The largest file that is read unless another bound is given, in bytes.</summary>
    public const int MaxBytes = 128 * 1024 * 1024;

    /// <summary>The bytes of a regular file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The largest file that is read, in bytes.</param>
    /// <exception cref="IOException">The file is a folder, a device, a pipe, empty or too large, or cannot be read. The message does not name it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(string path, int maxBytes = MaxBytes)
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

        if (length > maxBytes)
        {
            throw new IOException($"it has {length} bytes, more than {maxBytes}. Split it, or give another file.");
        }

        var bytes = new byte[length];
        using var file = File.OpenRead(path);
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count == bytes.Length ? bytes : bytes[..count];
    }
}
