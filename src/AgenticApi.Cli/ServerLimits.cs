using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AgenticApi.Cli;

/// <summary>The limits of a server for its clients.</summary>
internal sealed record ServerLimits
{
    /// <summary>The maximum size of a request body and of a WebSocket message, in bytes; 32 MiB by default.</summary>
    public int MaxRequestBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The maximum number of open connections; 1,000 by default. Further connections are closed.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>The maximum number of open WebSockets; 100 by default.</summary>
    public int MaxSockets { get; init; } = 100;

    /// <summary>The time in which the headers of a request must arrive; 10 seconds by default.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time after which an idle connection is closed; 2 minutes by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The time after which a body must arrive with at least 240 bytes per second; 5 seconds by default.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sets the limits of Kestrel.</summary>
    public void ApplyTo(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = MaxRequestBytes;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = MaxSockets;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = IdleTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, BodyGrace);
    }
}
