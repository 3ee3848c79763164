using System.Globalization;

namespace AgenticApi.Benchmarks.Connections;

/// <summary>How many files, sockets included, this process may have open.</summary>
internal static class FileLimit
{
    private const string Linux = "/proc/self/limits";
    private const int ForOthers = 256; // The runtime's own: assemblies, pipes, event queues.

    /// <summary>The most sockets that can be open at once; what was wanted where the system does not say.</summary>
    public static int MostSockets(int wanted)
    {
        var line = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        var soft = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return int.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? Math.Clamp(limit - ForOthers, 1, wanted) : wanted;
    }
}
