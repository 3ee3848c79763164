using System.Text;

namespace AgenticApi.Cassettes;

/// <summary>A recorded answer.</summary>
/// <remarks>Immutable. Two answers are equal if their status, headers, transport, times and bytes are equal.</remarks>
public sealed class CassetteResponse : IEquatable<CassetteResponse>
{
    private readonly byte[] _bytes;
    private readonly Lazy<IReadOnlyList<ReadOnlyMemory<byte>>> _chunks;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="status">The HTTP status, from 100 to 999.</param>
    /// <param name="headers">The headers; null for none. If there is no <c>content-type</c>, that of the transport is added.</param>
    /// <param name="transport">How the answer was sent.</param>
    /// <param name="bytes">The bytes of the answer, which are copied. WebSocket messages are separated by line ends.</param>
    /// <param name="times">
    /// The time from the request to the end of each of the <see cref="Chunks"/>; null or empty if unknown.
    /// </param>
    /// <param name="isBroken">Whether the connection broke before the end of the answer.</param>
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

    /// <summary>The recorded headers; names are case-insensitive.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>How the answer was sent.</summary>
    public CassetteTransport Transport { get; }

    /// <summary>The bytes of the answer: an event stream with its framing, a JSON body, or WebSocket messages, one on each line.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>
    /// The answer in chunks: the events of a stream, each with the blank line that ends it; the lines of messages; or the body. Joined,
    /// they are <see cref="Bytes"/>.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Chunks => _chunks.Value;

    /// <summary>The time from the request to the end of each chunk; empty if it was not recorded.</summary>
    public IReadOnlyList<TimeSpan> Times { get; }

    /// <summary>Whether the connection broke before the end of the answer. A replay breaks at the same place.</summary>
    public bool IsBroken { get; }

    /// <summary>Returns a new stream with the answer.</summary>
    public Stream Open() => new MemoryStream(_bytes, writable: false);

    /// <summary>
    /// Returns a new stream that behaves like the network: a read returns at most one of the <see cref="Chunks"/>, when it is due. If the
    /// connection broke, the stream ends with an <see cref="IOException"/>.
    /// </summary>
    /// <param name="pace">When chunks are due.</param>
    /// <param name="timeProvider">The clock; null for the system clock.</param>
    public Stream Open(ReplayPace pace, TimeProvider? timeProvider = null) => new ReplayedStream(this, pace, timeProvider ?? TimeProvider.System);

    /// <summary>Folds the answer into a response.</summary>
    /// <param name="options">How to read the answer; null for the defaults.</param>
    /// <exception cref="ResponseProtocolException">The answer is not a response, or violates the protocol in strict mode.</exception>
    public AccumulatedResponse Accumulate(ResponseAccumulatorOptions? options = null) =>
        Transport == CassetteTransport.Blocking
            ? ResponseAccumulator.FromJson(_bytes, options)
            // Does not wait: the stream is in memory.
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
