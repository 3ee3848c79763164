using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>What no cassette may hold: the key of whoever records, and what clients prove with who they are.</summary>
/// <remarks>Safe to use from several threads.</remarks>
internal sealed class SeenSecrets(string? key)
{
    // Clients of local servers send a word in place of a key (none, EMPTY, ollama), which answers may hold as well.
    private const int ShortestBytes = 8;

    // Each takes memory, and clients could send a new one with every request.
    private const int MaxSeen = 100;

    private static readonly string[] Headers = ["Authorization", "Proxy-Authorization", "Api-Key", "X-Api-Key", "Cookie"];

    private readonly Lock _lock = new();
    private readonly Queue<string> _seen = [];
    private volatile Func<string, string>? _replace = CassetteRedaction.Of(key ?? "").Replace;

    /// <summary>Notes what the headers of a request give away.</summary>
    public void Note(IHeaderDictionary headers)
    {
        foreach (var secret in Headers.SelectMany(name => headers[name]).SelectMany(Parts))
        {
            lock (_lock)
            {
                if (_seen.Contains(secret))
                {
                    continue;
                }

                if (_seen.Count == MaxSeen)
                {
                    _seen.Dequeue();
                }

                _seen.Enqueue(secret);
                _replace = CassetteRedaction.Of([key ?? "", .. _seen]).Replace;
            }
        }
    }

    /// <summary>The text without them.</summary>
    public string Redact(string text) => _replace is { } replace ? replace(text) : text;

    /// <summary>The token in <c>Bearer TOKEN</c>, the values in <c>a=VALUE; b=VALUE</c>.</summary>
    private static IEnumerable<string> Parts(string? header) =>
        (header ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(part => part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < part.TrimEnd('=').Length ? (string[])[part, part[(at + 1)..]] : [part])
            .Where(part => part.Length >= ShortestBytes);
}
