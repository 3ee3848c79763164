using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgenticApi.Gateway;

/// <summary>
/// Refuses requests that a web page may send through a browser on this machine to a server on loopback. A page of another site can send
/// requests (recognized by <c>Origin</c>). A page whose host name resolves to 127.0.0.1 (DNS rebinding) can also read the answers (recognized by
/// <c>Host</c>).
/// </summary>
/// <remarks>The IP address that the client has connected to is always allowed as <c>Host</c>.</remarks>
/// <param name="hosts">
/// The host names, without ports, that <c>Host</c> and <c>Origin</c> may have in addition to those of loopback; <c>*</c> allows all.
/// </param>
internal sealed class RequestGuard(IEnumerable<string> hosts)
{
    private const string All = "*";

    private readonly HashSet<string> _hosts = new(hosts, StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the status and the message for a request that must be refused; null if the request is allowed.</summary>
    public (int Status, string Message)? Refusal(HttpRequest request)
    {
        if (!IsAllowed(request.Host.Host) && !IsLocalAddress(request))
        {
            return (StatusCodes.Status403Forbidden, "The Host header has the name of another machine. Use 127.0.0.1 or localhost, or allow the name: --host NAME (in code: AllowedHosts).");
        }

        if (IsCrossSite(request.Headers))
        {
            return (StatusCodes.Status403Forbidden, "The request comes from a web page of another site. Allow the site: --host NAME (in code: AllowedHosts).");
        }

        // Browsers send text and forms to other sites without a CORS preflight request, but not JSON.
        return HttpMethods.IsGet(request.Method) || IsJson(request)
            ? null
            : (StatusCodes.Status415UnsupportedMediaType, "The body must be JSON. Send 'Content-Type: application/json'.");
    }

    private bool IsCrossSite(IHeaderDictionary headers)
    {
        var origin = headers.Origin.ToString();
        if (origin.Length > 0)
        {
            // 'null' and lists of origins are not URLs, and count as another site.
            return !Uri.TryCreate(origin, UriKind.Absolute, out var address) || !IsAllowed(address.Host);
        }

        // Browsers send no Origin with GET requests of images and forms, but they send Sec-Fetch-Site.
        return headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
    }

    private static bool IsLocalAddress(HttpRequest request) =>
        IPAddress.TryParse(request.Host.Host, out var address) && address.Equals(WithoutMapping(request.HttpContext.Connection.LocalIpAddress));

    private static IPAddress? WithoutMapping(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    /// <summary>Whether the content type is JSON or missing. Requests of web pages have a content type or an <c>Origin</c>.</summary>
    private static bool IsJson(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType)
        || (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)));

    private bool IsAllowed(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || _hosts.Contains(host)
        || _hosts.Contains(All);
}
