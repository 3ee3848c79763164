namespace AgenticApi.Cassettes;

/// <summary>The headers in a cassette: one value for each name, case-insensitive.</summary>
internal static class CassetteHeaders
{
    private const string ContentType = "content-type";

    public static Dictionary<string, string> Empty() => new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns a copy of the headers. If names differ only in case, the last one counts.</summary>
    public static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string>? headers)
    {
        var copy = Empty();
        foreach (var (name, value) in headers ?? copy)
        {
            copy[name] = value;
        }

        return copy;
    }

    /// <summary>Adds a content type that fits the transport, if the headers have none.</summary>
    public static Dictionary<string, string> WithContentType(Dictionary<string, string> headers, CassetteTransport transport)
    {
        if (transport != CassetteTransport.WebSocket)
        {
            headers.TryAdd(ContentType, transport == CassetteTransport.EventStream ? "text/event-stream" : "application/json");
        }

        return headers;
    }

    public static bool AreEqual(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(header => right.TryGetValue(header.Key, out var value) && value == header.Value);
}
