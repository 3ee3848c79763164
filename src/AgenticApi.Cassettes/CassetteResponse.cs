using System.Text;

namespace AgenticApi.Cassettes;

/// <summary>What was answered.</summary>
public sealed class CassetteResponse
{
    internal static readonly IReadOnlyDictionary<string, string> NoHeaders =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    private readonly byte[] _bytes;

    internal CassetteResponse(int status, IReadOnlyDictionary<string, string> headers, CassetteTransport transport, byte[] bytes)
    {
        Status = status;
        Headers = headers;
        Transport = transport;
        _bytes = bytes;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The headers that were kept; their names ignore case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>How the answer came.</summary>
    public CassetteTransport Transport { get; }

    /// <summary>The answer: an event stream as it came, framing included; the JSON body; or the WebSocket messages, one a line.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The answer as a stream that is new with every call.</summary>
    public Stream Open() => new MemoryStream(_bytes, writable: false);

    /// <summary>Folds the answer: a stream event by event, a body as a blocking answer.</summary>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <exception cref="ResponseProtocolException">The answer is no response, or strict mode refuses it.</exception>
    public AccumulatedResponse Accumulate(ResponseAccumulatorOptions? options = null) =>
        Transport == CassetteTransport.Blocking
            ? ResponseAccumulator.FromJson(_bytes, options)
            // Never waits: the stream is in memory.
            : ResponseAccumulator.FromStreamAsync(Open(), options).GetAwaiter().GetResult();

    /// <summary>The answer as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes);
}
