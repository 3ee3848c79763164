using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgenticApi.Cli;

/// <summary>
/// Refuses what a web page in a browser on this machine may send to a server on loopback: a page of another site can make requests
/// (<c>Origin</c>), and one whose name is bound to 127.0.0.1 can read the answers too (<c>Host</c>).
/// </summary>
/// <param name="hosts">Names besides those of this machine that requests may have in <c>Host</c> and <c>Origin</c>, without a port.</param>
internal sealed class RequestGuard(IEnumerable<string> hosts)
{
    // What a page may send to another site without asking that site first.
    private static readonly string[] TypesOfPages = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];

    private readonly HashSet<string> _hosts = new(hosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the request is refused, and with which status; null where it is not.</summary>
    public (int Status, string Message)? Refusal(HttpRequest request)
    {
        if (!IsKnown(request.Host.Host))
        {
            return (StatusCodes.Status403Forbidden, "The Host header names another machine. Use 127.0.0.1 or localhost, or start the server with --host NAME.");
        }

        if (IsForeign(request.Headers))
        {
            return (StatusCodes.Status403Forbidden, "The request comes from a web page of another site. Start the server with --host NAME to allow the site.");
        }

        return HttpMethods.IsGet(request.Method) || !TypesOfPages.Contains(Type(request), StringComparer.OrdinalIgnoreCase)
            ? null
            : (StatusCodes.Status415UnsupportedMediaType, "The body must be JSON. Send 'Content-Type: application/json'.");
    }

    private bool IsForeign(IHeaderDictionary headers)
    {
        var origin = headers.Origin.ToString();
        if (origin.Length > 0)
        {
            // 'null' and several origins are no address, and foreign.
            return !Uri.TryCreate(origin, UriKind.Absolute, out var address) || !IsKnown(address.Host);
        }

        // Images and forms have no Origin where they only get; browsers say whose page it is.
        return headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
    }

    private bool IsKnown(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || _hosts.Contains(host);

    private static string Type(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.ToString() : request.ContentType?.Split(';')[0].Trim() ?? "";
}
