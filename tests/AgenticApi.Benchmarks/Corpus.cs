using System.Net.ServerSentEvents;
using System.Text;
using AgenticApi.Cassettes;

namespace AgenticApi.Benchmarks;

/// <summary>What every contender reads: each streamed turn as server-sent events, each blocking body, of all cassettes found.</summary>
internal sealed class Corpus
{
    private Corpus(IReadOnlyList<CassetteResponse> responses)
    {
        Streams = [.. responses.Where(r => r.Transport != CassetteTransport.Blocking).Select(Framed)];
        Bodies = [.. responses.Where(r => r.Transport == CassetteTransport.Blocking).Select(r => r.Bytes.ToArray())];
        Events = [.. Streams.Select(Split)];
        EventCount = Events.Sum(events => events.Length);
    }

    /// <summary>The event streams, framing included.</summary>
    public byte[][] Streams { get; }

    /// <summary>The JSON of the events of each stream, without framing and without <c>[DONE]</c>.</summary>
    public byte[][][] Events { get; }

    /// <summary>The blocking bodies.</summary>
    public byte[][] Bodies { get; }

    /// <summary>How many events all the streams have together.</summary>
    public int EventCount { get; }

    /// <summary>Whether this ends a stream without being an event.</summary>
    public static bool IsDone(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    /// <summary>Loads the recordings that <c>AGENTIC_API_RECORDINGS</c> names, or else the repository's own cassettes.</summary>
    public static Corpus Load()
    {
        var folder = Environment.GetEnvironmentVariable("AGENTIC_API_RECORDINGS") is { Length: > 0 } named
            ? named
            : Path.Combine(Root(AppContext.BaseDirectory), "cassettes");
        return new Corpus([.. Cassette.Find(folder).SelectMany(path => Cassette.Load(path).Turns).Select(turn => turn.Response)]);
    }

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "AgenticApi.sln"))
            ? folder
            : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmarks run outside their repository."));

    /// <summary>WebSocket messages get the framing of an event stream, so that no contender is spared it.</summary>
    private static byte[] Framed(CassetteResponse response) =>
        response.Transport == CassetteTransport.EventStream
            ? response.Bytes.ToArray()
            : Encoding.UTF8.GetBytes(string.Concat(
                response.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"data: {line}\n\n")));

    private static byte[][] Split(byte[] stream)
    {
        // A contender's parser leaves out an event that lacks its blank line; so does this one.
        var events = SseParser.Create(new MemoryStream(stream), (_, data) => data.ToArray()).Enumerate();
        return [.. events.Select(e => e.Data).Where(data => !IsDone(data))];
    }
}
