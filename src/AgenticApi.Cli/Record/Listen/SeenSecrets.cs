using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>The secrets that are removed from cassettes: the key of the user, and the credentials of clients.</summary>
/// <param name="key">The key of the user; <see langword="null"/> for none.</param>
/// <remarks>This class is thread-safe.</remarks>
internal sealed class SeenSecrets(string? key)
{
    // Clients of local servers send words as keys, such as none, EMPTY or ollama. Answers may contain these words too.
    private const int ShortestBytes = 8;

    // Bounds the memory, because clients could send a new key with each request.
    private const int MaxSeen = 100;

    private static readonly string[] Headers = ["Authorization", "Proxy-Authorization", "Api-Key", "X-Api-Key", "Cookie"];

    private readonly Lock _lock = new();
    private readonly Queue<string> _seen = [];
    private volatile Func<string, string>? _replace = CassetteRedaction.Of(key ?? "").Replace;

    /// <summary>Adds the credentials in the headers of a request.</summary>
    public void Add(IHeaderDictionary headers)
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

    /// <summary>Removes the secrets from a text.</summary>
    public string Redact(string text) => _replace is { } replace ? replace(text) : text;

    /// <summary>Returns the token in <c>Bearer TOKEN</c>, the values in <c>a=VALUE; b=VALUE</c>.</summary>
    private static IEnumerable<string> Parts(string? header) =>
        (header ?? "").Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(part => part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < part.TrimEnd('=').Length
                ? (string[])[part, part[(at + 1)..]]
                : [part])
            .Where(part => part.Length >= ShortestBytes);
}
