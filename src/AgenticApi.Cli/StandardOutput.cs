namespace AgenticApi.Cli;

/// <summary>Standard output. What cannot be written there is told apart from inputs that cannot be read.</summary>
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

    /// <summary>Opens it.</summary>
    public static StandardOutput Open() => new(Console.OpenStandardOutput());

    /// <summary>Makes it what <see cref="Console.Out"/> writes to.</summary>
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
            // A stream that the shell has closed is "access denied", with the cause inside.
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

/// <summary>The result could not be written.</summary>
internal sealed class OutputException(string message) : Exception(message);
