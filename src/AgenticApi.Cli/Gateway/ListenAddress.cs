using System.Net;

namespace AgenticApi.Cli;

/// <summary>Reads where a server listens.</summary>
internal static class ListenAddress
{
    /// <summary>The address and the port.</summary>
    /// <param name="listen">The value of <c>--listen</c>; null for 127.0.0.1.</param>
    /// <param name="port">The value of <c>--port</c>; null for none.</param>
    /// <exception cref="UsageException">They are none, or there are both.</exception>
    public static IPEndPoint Of(string? listen, int? port)
    {
        if (listen is null)
        {
            return port is null or (>= IPEndPoint.MinPort and <= IPEndPoint.MaxPort)
                ? new(IPAddress.Loopback, port ?? 0)
                : throw new UsageException($"--port takes a number from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
        }

        if (port is not null)
        {
            throw new UsageException("--listen has the port in it: leave --port out.");
        }

        var text = listen.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? $"{IPAddress.Loopback}{listen[9..]}" : listen;
        // The parser takes an address without a port for one with port 0, and one of IPv6 without brackets for such a one.
        return IPEndPoint.TryParse(text, out var address) && address.ToString() == text
            ? address
            : throw new UsageException("--listen takes an address and a port, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080.");
    }
}
