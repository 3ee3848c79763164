namespace AgenticApi.Cli;

/// <summary>Maps the paths of clients (<c>http://127.0.0.1:PORT/v1/…</c>) to addresses of the server. Paths and queries are percent-encoded.</summary>
/// <param name="server">The address of the server, up to <c>/v1/</c>.</param>
internal sealed class UpstreamAddress(Uri server)
{
    private const string Prefix = "/v1/";

    private static readonly string[] Recorded = ["responses", "conversations"];

    /// <summary>Returns whether requests to a path are recorded: those for responses and conversations.</summary>
    public static bool IsRecorded(string path) => path.Split('/').Any(Recorded.Contains);

    /// <summary>Returns the address on the server. A path under <c>/v1</c> is a path under the base URL.</summary>
    /// <remarks>The host is always the host of the server, even if the path begins with two slashes.</remarks>
    public Uri Of(string path, string query) => new UriBuilder(server)
    {
        Path = path.StartsWith(Prefix, StringComparison.Ordinal) ? server.AbsolutePath + path[Prefix.Length..] : path,
        Query = query,
    }.Uri;

    /// <summary>Returns the address of a WebSocket on the server.</summary>
    public Uri OfSocket(string path, string query) =>
        new UriBuilder(Of(path, query)) { Scheme = server.Scheme == "https" ? "wss" : "ws" }.Uri;
}
