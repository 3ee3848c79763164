using AgenticApi.Serving;

namespace AgenticApi.ResponseStoreWriter;

/// <summary>What the writer writes.</summary>
public static class WrittenEntries
{
    /// <summary>The entries of a version. They depend on the arguments only, so that a test knows what was written.</summary>
    public static StoredEntry[] Of(int seed, long version)
    {
        var random = new Random(HashOf(seed, version));
        return [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Entry(random, version))];
    }

    private static StoredEntry Entry(Random random, long version)
    {
        // Mostly new and short, as chunks of events are; some replace others, and some are longer than a page of the file system's cache.
        var key = random.Next(3) > 0 ? $"events/{version % 40:D10}" : $"head/{random.Next(4)}";
        if (random.Next(8) == 0)
        {
            return new(key, null);
        }

        var value = new byte[random.Next(20) == 0 ? random.Next(300_000) : random.Next(300)];
        random.NextBytes(value);
        return new(key, value);
    }

    private static int HashOf(int seed, long version) => unchecked((int)((seed * 1_000_003L) + (version * 7919)));
}
