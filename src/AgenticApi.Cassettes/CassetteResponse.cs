using System.Text;

namespace AgenticApi.Cassettes;

/// <summary>What was answered.</summary>
/// <remarks>Immutable. Two answers are equal where status, headers, transport, times and every byte are.</remarks>
public sealed class CassetteResponse : IEquatable<CassetteResponse>
{
    private readonly byte[] _bytes;
    private readonly Lazy<IReadOnlyList<ReadOnlyMemory<byte>>> _chunks;

    /// <summary>Creates one.</summary>
    /// <param name="status">The HTTP status, 100 to 999.</param>
    /// <param name="headers">The headers; null for none. Without a <c>content-type</c> the answer has the usual one of its transport.</param>
    /// <param name="transport">How the answer came.</param>
    /// <param name="bytes">The answer, byte for byte; copied. WebSocket messages stand one a line.</param>
    /// <param name="times">When each of its <see cref="Chunks"/> had come, counted from the request; null or empty where it is not known.</param>
    /// <param name="isBroken">Whether the connection broke before the answer's end.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is no HTTP status.</exception>
    /// <exception cref="ArgumentException">There are times, but not one for each chunk.</exception>
    public CassetteResponse(
        int status,
        IReadOnlyDictionary<string, string>? headers,
        CassetteTransport transport,
        ReadOnlySpan<byte> bytes,
        IReadOnlyList<TimeSpan>? times = null,
        bool isBroken = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 100);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 999);
        Status = status;
        Headers = CassetteHeaders.WithContentType(CassetteHeaders.Copy(headers), transport);
        Transport = transport;
        Times = times?.ToArray() ?? [];
        IsBroken = isBroken;
        _bytes = bytes.ToArray();
        _chunks = new(() => ResponseChunks.Split(_bytes, Transport));
        if (Times.Count > 0 && Times.Count != Chunks.Count)
        {
            throw new ArgumentException($"There are {Times.Count} times for {Chunks.Count} chunks.", nameof(times));
        }
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The headers that were kept; their names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>How the answer came.</summary>
    public CassetteTransport Transport { get; }

    /// <summary>The answer: an event stream as it came, framing included; the JSON body; or the WebSocket messages, one a line.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The answer in pieces that, joined, are <see cref="Bytes"/>: the frames of a stream, each with the blank line that ends it; the lines of messages; or the one body.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chunks => _chunks.Value;

    /// <summary>When the last byte of each chunk had come, counted from the request; empty where it was not recorded.</summary>
    public IReadOnlyList<TimeSpan> Times { get; }

    /// <summary>Whether the connection broke before the answer's end. A replay breaks there too.</summary>
    public bool IsBroken { get; }

    /// <summary>The answer as a stream that is new with every call.</summary>
    public Stream Open() => new MemoryStream(_bytes, writable: false);

    /// <summary>The answer as it came from the network: never more than one of its <see cref="Chunks"/> a read, at a pace, and breaking with an <see cref="IOException"/> where it broke.</summary>
    /// <param name="pace">How fast.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public Stream Open(ReplayPace pace, TimeProvider? timeProvider = null) => new ReplayedStream(this, pace, timeProvider ?? TimeProvider.System);

    /// <summary>Folds the answer: a stream event by event, a body as a blocking answer.</summary>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <exception cref="ResponseProtocolException">The answer is no response, or strict mode refuses it.</exception>
    public AccumulatedResponse Accumulate(ResponseAccumulatorOptions? options = null) =>
        Transport == CassetteTransport.Blocking
            ? ResponseAccumulator.FromJson(_bytes, options)
            // Never waits: the stream is in memory.
            : ResponseAccumulator.FromStreamAsync(Open(), options).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public bool Equals(CassetteResponse? other) =>
        other is not null && Status == other.Status && Transport == other.Transport && IsBroken == other.IsBroken
        && CassetteHeaders.AreEqual(Headers, other.Headers) && Times.SequenceEqual(other.Times)
        && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CassetteResponse);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Status, Transport, _bytes.Length);

    /// <summary>The answer as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes);
}
