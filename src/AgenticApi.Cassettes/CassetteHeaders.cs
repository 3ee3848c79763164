namespace AgenticApi.Cassettes;

/// <summary>Headers as a cassette holds them: one value a name, names in any case.</summary>
internal static class CassetteHeaders
{
    private const string ContentType = "content-type";

    public static Dictionary<string, string> Empty() => new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers, whatever becomes of the dictionary that they were given in; of names that differ in case the last one counts.</summary>
    public static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string>? headers)
    {
        var copy = Empty();
        foreach (var (name, value) in headers ?? copy)
        {
            copy[name] = value;
        }

        return copy;
    }

    /// <summary>The headers, with a content type that clients can tell the answer by.</summary>
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
