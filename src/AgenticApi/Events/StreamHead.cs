namespace AgenticApi;

/// <summary>
/// A stream whose first bytes have been looked at. Read on, it gives those bytes again, and two line ends after the last: a server
/// that forgets the blank line after its last event has sent that event all the same.
/// </summary>
internal sealed class StreamHead : Stream
{
    private static readonly byte[] Tail = "\n\n"u8.ToArray();
    private readonly Stream _stream;
    private ReadOnlyMemory<byte> _head;
    private ReadOnlyMemory<byte> _tail = Tail;

    private readonly long _maxBytes;
    private long _bytes;

    private StreamHead(Stream stream, ReadOnlyMemory<byte> head, long maxBytes)
    {
        _stream = stream;
        _maxBytes = maxBytes;
        _head = head;
        var start = head.Span.StartsWith("\uFEFF"u8) ? head[3..] : head;
        Start = start.Span.TrimStart(" \t\r\n"u8).ToArray();
        if (IsJson)
        {
            _head = start;
            _tail = default;
        }
    }

    /// <summary>Whether the bytes begin as a JSON object does.</summary>
    public bool IsJson => Start is [(byte)'{', ..];

    /// <summary>Whether the bytes are empty or begin as an event stream does.</summary>
    public bool IsEventStream =>
        Start is [] or [(byte)':', ..] || IsField("data"u8) || IsField("event"u8) || IsField("id"u8) || IsField("retry"u8);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private byte[] Start { get; }

    /// <summary>Looks at the first bytes: as many as it takes to see one that is not white space.</summary>
    public static async ValueTask<StreamHead> ReadAsync(Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[256];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            var seen = buffer.AsSpan(0, length);
            if (read == 0 || (seen.TrimStart(" \t\r\n\uFEFF"u8).Length >= "retry".Length))
            {
                return new StreamHead(stream, buffer.AsMemory(0, length), maxBytes);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    /// <summary>Counts the bytes of an event anew: what has been read until now belongs to those before, or came along with it.</summary>
    public void StartEvent() => _bytes = 0;

    /// <summary>What is wrong with bytes that are neither an event stream nor JSON.</summary>
    public string Describe()
    {
        var kind = Start[0] == (byte)'<' ? "HTML or XML"
            : Start[0] == (byte)'[' ? "a JSON array"
            : "neither a server-sent event stream nor a JSON object";
        return $"The input is {kind}, from its first byte on. Give the bytes of a Responses API answer: its event stream, its WebSocket messages or its JSON body.";
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_head.IsEmpty)
        {
            return Give(ref _head, buffer);
        }

        var read = await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _bytes += read;
        Limit.Check(_bytes - 1, _maxBytes, nameof(ResponseAccumulatorOptions.MaxEventBytes), "bytes in one event");
        return read > 0 || buffer.IsEmpty ? read : Give(ref _tail, buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Whether the bytes begin with a field's name, which a colon or the end of the line must follow.</summary>
    private bool IsField(ReadOnlySpan<byte> name) =>
        Start.AsSpan().StartsWith(name) && (Start.Length == name.Length || Start[name.Length] is (byte)':' or (byte)'\r' or (byte)'\n');

    private static int Give(ref ReadOnlyMemory<byte> rest, Memory<byte> buffer)
    {
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }
}
