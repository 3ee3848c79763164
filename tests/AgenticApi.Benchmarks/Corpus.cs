using System.Net.ServerSentEvents;
using System.Text;
using AgenticApi.Cassettes;

namespace AgenticApi.Benchmarks;

/// <summary>What every contender reads: each streamed turn as server-sent events, and each blocking body, of all cassettes found.</summary>
internal sealed class Corpus
{
    private Corpus(string name, byte[][] streams, byte[][] bodies)
    {
        Name = name;
        Streams = streams;
        Bodies = bodies;
        Events = [.. streams.Select(Split)];
        EventCount = Events.Sum(events => events.Length);
    }

    /// <summary>Where the streams and bodies come from.</summary>
    public string Name { get; }

    /// <summary>The event streams, framing included.</summary>
    public byte[][] Streams { get; }

    /// <summary>The JSON of the events of each stream, without framing and without <c>[DONE]</c>.</summary>
    public byte[][][] Events { get; }

    /// <summary>The blocking bodies.</summary>
    public byte[][] Bodies { get; }

    /// <summary>The number of events in all streams.</summary>
    public int EventCount { get; }

    /// <summary>Whether this ends a stream without being an event.</summary>
    public static bool IsDone(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    /// <summary>Loads the recordings that <c>AGENTIC_API_RECORDINGS</c> names, or else the repository's own cassettes.</summary>
    public static Corpus Load()
    {
        var named = Environment.GetEnvironmentVariable("AGENTIC_API_RECORDINGS");
        var (name, folder) = string.IsNullOrEmpty(named)
            ? ("cassettes/ (AGENTIC_API_RECORDINGS is not set)", Path.Combine(Root(AppContext.BaseDirectory), "cassettes"))
            : ("the recordings of AGENTIC_API_RECORDINGS", named);

        // Cassettes also hold calls of other endpoints (conversations), whose bodies are no responses.
        var turns = Cassette.Find(folder).SelectMany(path => Cassette.Load(path).Turns).Where(turn => turn.IsResponse);
        var answers = turns.Select(turn => turn.Response).ToLookup(answer => answer.Transport == CassetteTransport.Blocking);
        return new Corpus(name, [.. answers[false].Select(Framed)], [.. answers[true].Select(answer => answer.Bytes.ToArray())]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Corpus Open(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        return new Corpus(reader.ReadString(), ReadAll(reader), ReadAll(reader));
    }

    /// <summary>
    /// Writes a file that is read with little code: what reads cassettes keeps the JIT busy for seconds, in every process that measures.
    /// </summary>
    public void Save(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Name);
        foreach (var all in (byte[][][])[Streams, Bodies])
        {
            writer.Write(all.Length);
            foreach (var one in all)
            {
                writer.Write(one.Length);
                writer.Write(one);
            }
        }
    }

    /// <summary>The streams of so many events, at least and at most; no bodies.</summary>
    public Corpus OfLength(int atLeast, int atMost) =>
        new(Name, [.. Streams.Where((_, i) => Events[i].Length >= atLeast && Events[i].Length <= atMost)], []);

    private static byte[][] ReadAll(BinaryReader reader)
    {
        var all = new byte[reader.ReadInt32()][];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = reader.ReadBytes(reader.ReadInt32());
        }

        return all;
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
