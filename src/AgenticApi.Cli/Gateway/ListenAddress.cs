using System.Net;

namespace AgenticApi.Cli;

/// <summary>Parses the address that a server listens on.</summary>
internal static class ListenAddress
{
    /// <summary>Returns the address and the port.</summary>
    /// <param name="listen">The value of <c>--listen</c>; null for 127.0.0.1.</param>
    /// <param name="port">The value of <c>--port</c>; null for none.</param>
    /// <exception cref="UsageException">A value is invalid, or both are given.</exception>
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
            throw new UsageException("--listen includes the port: leave --port out.");
        }

        var text = listen.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? $"{IPAddress.Loopback}{listen[9..]}" : listen;
        // TryParse also accepts an address without a port (as port 0) and an IPv6 address without brackets; both are rejected here.
        return IPEndPoint.TryParse(text, out var address) && address.ToString() == text
            ? address
            : throw new UsageException("--listen takes an address and a port, such as 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080.");
    }
}
