using System.Net.ServerSentEvents;
using System.Text.Json;

namespace AgenticApi.Benchmarks.Contenders;

/// <summary>The least that reading can cost with the framework's own parts: every frame found, every token seen, nothing kept.</summary>
internal static class Floor
{
    public static void Streams(Corpus corpus)
    {
        foreach (var stream in corpus.Streams)
        {
            foreach (var _ in SseParser.Create(new MemoryStream(stream), (_, data) => Tokens(data)).Enumerate())
            {
            }
        }
    }

    /// <summary>The same asynchronously, as a network is read: what of the difference is due to that alone.</summary>
    public static void StreamsAsync(Corpus corpus)
    {
        foreach (var stream in corpus.Streams)
        {
            Sync.Run(Drain(stream));
        }
    }

    public static void Bodies(Corpus corpus)
    {
        foreach (var body in corpus.Bodies)
        {
            using var _ = JsonDocument.Parse(body);
        }
    }

    private static async Task<int> Drain(byte[] stream)
    {
        var count = 0;
        await foreach (var _ in SseParser.Create(new MemoryStream(stream), (_, data) => Tokens(data)).EnumerateAsync())
        {
            count++;
        }

        return count;
    }

    private static int Tokens(ReadOnlySpan<byte> data)
    {
        var count = 0;
        if (!Corpus.IsDone(data))
        {
            var reader = new Utf8JsonReader(data);
            while (reader.Read())
            {
                count++;
            }
        }

        return count;
    }
}
