namespace AgenticApi.Cli;

/// <summary>Standard output. Its errors have their own exception type, which distinguishes them from errors of reading.</summary>
internal sealed class StandardOutput(Stream inner) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens standard output.</summary>
    public static StandardOutput Open() => new(Console.OpenStandardOutput());

    /// <summary>Redirects <see cref="Console.Out"/> to this stream.</summary>
    public static void Use() => Console.SetOut(new StreamWriter(Open(), Console.Out.Encoding) { AutoFlush = true });

    /// <exception cref="OutputException">The disk is full, the stream is closed, or another error occurred.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // For a stream that the shell closed, .NET reports "access denied" with the cause as the inner exception.
            throw new OutputException($"standard output cannot be written: {e.InnerException?.Message ?? e.Message}");
        }
    }

    /// <exception cref="OutputException">The disk is full, the stream is closed, or another error occurred.</exception>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Reports that the result could not be written to standard output.</summary>
internal sealed class OutputException(string message) : Exception(message);
