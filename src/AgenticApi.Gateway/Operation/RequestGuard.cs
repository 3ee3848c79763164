using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgenticApi.Gateway;

/// <summary>
/// Refuses what a web page in a browser on this machine may send to a server on loopback: a page of another site can make requests
/// (<c>Origin</c>), and one whose name is bound to 127.0.0.1 can read the answers too (<c>Host</c>).
/// </summary>
/// <remarks>An address that the client has connected to is no such name, and may stand in <c>Host</c>.</remarks>
/// <param name="hosts">Names besides those of this machine that requests may have in <c>Host</c> and <c>Origin</c>, without a port; <c>*</c> for all.</param>
internal sealed class RequestGuard(IEnumerable<string> hosts)
{
    private const string All = "*";

    private readonly HashSet<string> _hosts = new(hosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the request is refused, and with which status; null where it is not.</summary>
    public (int Status, string Message)? Refusal(HttpRequest request)
    {
        if (!IsKnown(request.Host.Host) && !IsOfConnection(request))
        {
            return (StatusCodes.Status403Forbidden, "The Host header names another machine. Use 127.0.0.1 or localhost, or allow the name: --host NAME (in code, AllowedHosts).");
        }

        if (IsForeign(request.Headers))
        {
            return (StatusCodes.Status403Forbidden, "The request comes from a web page of another site. Allow the site: --host NAME (in code, AllowedHosts).");
        }

        // A page may send text and forms to another site without asking that site first.
        return HttpMethods.IsGet(request.Method) || IsJson(request)
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

    private static bool IsOfConnection(HttpRequest request) =>
        IPAddress.TryParse(request.Host.Host, out var address) && address.Equals(Plain(request.HttpContext.Connection.LocalIpAddress));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    /// <summary>Whether the type says JSON, or nothing: pages always say something, or have an <c>Origin</c>.</summary>
    private static bool IsJson(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType)
        || (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)));

    private bool IsKnown(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || _hosts.Contains(host)
        || _hosts.Contains(All);
}
