using System.Collections.ObjectModel;

namespace AgenticApi.Cassettes;

/// <summary>Headers as a cassette holds them: one value a name, names in any case.</summary>
internal static class CassetteHeaders
{
    private const string ContentType = "content-type";

    public static IReadOnlyDictionary<string, string> None => ReadOnlyDictionary<string, string>.Empty;

    public static Dictionary<string, string> Empty() => new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers, with a content type that clients can tell the answer by.</summary>
    public static IReadOnlyDictionary<string, string> WithContentType(IReadOnlyDictionary<string, string> headers, CassetteTransport transport) =>
        transport == CassetteTransport.WebSocket || headers.Keys.Contains(ContentType, StringComparer.OrdinalIgnoreCase)
            ? headers
            : new Dictionary<string, string>(headers, StringComparer.OrdinalIgnoreCase)
            {
                [ContentType] = transport == CassetteTransport.EventStream ? "text/event-stream" : "application/json",
            };

    public static bool AreEqual(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(header => right.TryGetValue(header.Key, out var value) && value == header.Value);
}
