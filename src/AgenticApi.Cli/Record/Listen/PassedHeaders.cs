using Microsoft.AspNetCore.Http;
using Headers = System.Collections.Generic.IEnumerable<System.Collections.Generic.KeyValuePair<string, System.Collections.Generic.IEnumerable<string?>>>;

namespace AgenticApi.Cli;

/// <summary>Selects the headers that a proxy passes on: all except those of a single connection (RFC 9110, section 7.6.1).</summary>
internal static class PassedHeaders
{
    private static readonly HashSet<string> OfConnection = new(
        ["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"],
        StringComparer.OrdinalIgnoreCase);

    // HttpClient sets these headers from the address and the complete body.
    private static readonly HashSet<string> OfMessage = new(["host", "content-length", "expect"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the headers of a request that are passed on.</summary>
    public static IEnumerable<(string Name, string Value)> Of(IHeaderDictionary headers) =>
        from header in Passed(headers.Select(header => KeyValuePair.Create(header.Key, header.Value.AsEnumerable())))
        where !OfMessage.Contains(header.Key)
        from value in header.Value
        select (header.Key, value ?? "");

    /// <summary>Copies the headers of an answer to the response for a client.</summary>
    public static void Copy(Headers headers, HttpResponse client)
    {
        foreach (var (name, values) in Passed(headers))
        {
            // Invalid values are omitted. Otherwise, Kestrel would reject the whole answer.
            if (values.All(value => value!.All(c => c is '\t' or (>= ' ' and <= '~'))))
            {
                client.Headers[name] = values.ToArray();
            }
        }
    }

    private static Headers Passed(Headers headers)
    {
        var all = headers.ToList();
        var named = all.Where(header => header.Key.Equals("connection", StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return all.Where(header => !OfConnection.Contains(header.Key) && !named.Contains(header.Key)
            // The handshake of a WebSocket belongs to one connection.
            && !header.Key.StartsWith("sec-websocket-", StringComparison.OrdinalIgnoreCase));
    }
}
