using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgenticApi.Fuzzing.Running;

/// <summary>Gathers violations: of each fault the first is minimised, written and told, and the others are counted.</summary>
internal sealed class Report(string? corpus)
{
    private const int MostWritten = 100;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The faults with how often each was met, the most frequent first.</summary>
    public IReadOnlyList<(string Key, int Count)> Faults
    {
        get
        {
            lock (_lock)
            {
                return [.. _counts.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
            }
        }
    }

    public void Add(Violation violation)
    {
        int known;
        lock (_lock)
        {
            var count = _counts.GetValueOrDefault(violation.Key);
            _counts[violation.Key] = count + 1;
            if (count > 0)
            {
                return;
            }

            known = _counts.Count;
        }

        var smallest = known <= MostWritten ? new Minimiser(violation).Run() : violation;
        Console.Error.WriteLine(Describe(smallest, known <= MostWritten ? Write(smallest) : null));
    }

    public static string Describe(Violation violation, string? path) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        BROKEN {violation.Key}
          seed {violation.Seed}, {violation.Breach.Detail}
          {Show(violation.Input.Bytes)}
          {path}
        """);

    private string? Write(Violation violation)
    {
        if (corpus is null)
        {
            return null;
        }

        Directory.CreateDirectory(corpus);
        var hash = Convert.ToHexStringLower(SHA256.HashData(violation.Input.Bytes))[..10];
        var path = Path.Combine(corpus, $"{violation.Promise.Name}-{hash}.{(violation.Input.IsBody ? "body" : "stream")}");
        File.WriteAllBytes(path, violation.Input.Bytes);
        return path;
    }

    private static string Show(byte[] bytes) =>
        Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 2000))).Replace("\n", "⏎", StringComparison.Ordinal).Replace("\r", "␍", StringComparison.Ordinal).Replace("\0", "␀", StringComparison.Ordinal);
}
