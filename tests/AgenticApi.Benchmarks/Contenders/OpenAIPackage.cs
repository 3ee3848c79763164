using System.ClientModel.Primitives;
using System.Net.ServerSentEvents;
using System.Text.Json;
using OpenAI;
using OpenAI.Responses;

namespace AgenticApi.Benchmarks.Contenders;

/// <summary>
/// The OpenAI package: each event becomes its <see cref="StreamingResponseUpdate"/>, each body its <see cref="ResponseResult"/>. It
/// does not fold, so this is parsing alone.
/// </summary>
internal sealed class OpenAIPackage
{
    // The wire format and the generated context, as its client reads: the defaults look the type up by reflection each time.
    private static readonly ModelReaderWriterOptions Wire = new("W");

    private readonly Corpus _corpus;
    private readonly bool[][] _readable;
    private readonly byte[][] _readableBodies;

    public OpenAIPackage(Corpus corpus)
    {
        // An exception costs more than a hundred events. What the package refuses is found out here and spared it when time counts.
        _corpus = corpus;
        _readable = [.. corpus.Events.Select(events => events.Select(CanRead<StreamingResponseUpdate>).ToArray())];
        _readableBodies = [.. corpus.Bodies.Where(CanRead<ResponseResult>)];
    }

    /// <summary>The events that it throws at.</summary>
    public int RefusedEvents => _readable.Sum(events => events.Count(readable => !readable));

    /// <summary>The bodies that it throws at.</summary>
    public int RefusedBodies => _corpus.Bodies.Length - _readableBodies.Length;

    public void Streams() => Streams(Read<StreamingResponseUpdate>);

    /// <summary>As the shortest call does it: with the default options, and without the generated context.</summary>
    public void StreamsByDefault() => Streams(data => ModelReaderWriter.Read<StreamingResponseUpdate>(BinaryData.FromBytes(data)));

    public void Bodies()
    {
        foreach (var body in _readableBodies)
        {
            Read<ResponseResult>(body);
        }
    }

    private void Streams(Func<byte[], StreamingResponseUpdate?> read)
    {
        for (var i = 0; i < _corpus.Streams.Length; i++)
        {
            var readable = _readable[i];
            var next = 0;
            var updates = SseParser.Create(
                new MemoryStream(_corpus.Streams[i]),
                (_, data) => !Corpus.IsDone(data) && readable[next++] ? read(data.ToArray()) : null);
            foreach (var _ in updates.Enumerate())
            {
            }
        }
    }

    private static T? Read<T>(byte[] data)
        where T : IPersistableModel<T> =>
        ModelReaderWriter.Read<T>(BinaryData.FromBytes(data), Wire, OpenAIContext.Default);

    private static bool CanRead<T>(byte[] data)
        where T : IPersistableModel<T>
    {
        try
        {
            return Read<T>(data) is not null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException
                                      or NullReferenceException)
        {
            return false;
        }
    }
}
