namespace AgenticApi.Cassettes;

/// <summary>Reads regular files up to a maximum size, and rejects devices, pipes and larger files.</summary>
internal static class BoundedFile
{
    /// <summary>The default maximum size of a file, in bytes.</summary>
    public const int MaxBytes = 128 * 1024 * 1024;

    /// <summary>Returns the bytes of a regular file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="maxBytes">The maximum size, in bytes.</param>
    /// <exception cref="IOException">
    /// The file is a folder, a device, a pipe, empty or too large, or cannot be read. The message does not contain the path.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static byte[] Read(string path, int maxBytes = MaxBytes)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder. Give one of its files.");
        }

        // Checked before the file is opened, because opening a pipe without a writer would block. The length of devices and pipes is 0.
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
