namespace AgenticApi.Cli;

/// <summary>Where a request goes that a client sent to <c>http://127.0.0.1:PORT/v1/…</c>. Paths and queries are percent-encoded.</summary>
/// <param name="server">The server, up to <c>/v1/</c>.</param>
internal sealed class UpstreamAddress(Uri server)
{
    private const string Prefix = "/v1/";

    private static readonly string[] Recorded = ["responses", "conversations"];

    /// <summary>Whether a cassette holds what is asked at a path: responses, and the conversations that they are in.</summary>
    public static bool IsRecorded(string path) => path.Split('/').Any(Recorded.Contains);

    /// <summary>The address of the same path on the server: what is under <c>/v1</c> stands under its base URL.</summary>
    /// <remarks>The host is always the server's, whatever the path looks like: it may begin with two slashes.</remarks>
    public Uri Of(string path, string query) => new UriBuilder(server)
    {
        Path = path.StartsWith(Prefix, StringComparison.Ordinal) ? server.AbsolutePath + path[Prefix.Length..] : path,
        Query = query,
    }.Uri;

    /// <summary>The same for a WebSocket.</summary>
    public Uri OfSocket(string path, string query) =>
        new UriBuilder(Of(path, query)) { Scheme = server.Scheme == "https" ? "wss" : "ws" }.Uri;
}
