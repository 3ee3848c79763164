namespace AgenticApi.Cli;

/// <summary>Reads the small files that say how a gateway serves.</summary>
internal static class SettingFile
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The bytes of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="option">The option that named it.</param>
    /// <exception cref="UsageException">It cannot be read, or is none of a megabyte at most.</exception>
    public static byte[] Read(string file, string option)
    {
        try
        {
            // Known before it is opened: a pipe that nobody writes to would never open. Devices and pipes have no length.
            var length = (File.ResolveLinkTarget(file, returnFinalTarget: true) as FileInfo ?? new FileInfo(file)).Length;
            if (length is 0 or > MaxBytes)
            {
                throw new UsageException($"{option} {file}: {(length == 0 ? "is empty, or no regular file" : $"has more than {MaxBytes} bytes")}.");
            }

            using var stream = File.OpenRead(file);
            var bytes = new byte[length];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{option} {file}: cannot be read: {e.Message}");
        }
    }
}
