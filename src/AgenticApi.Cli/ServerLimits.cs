using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AgenticApi.Cli;

/// <summary>How much of a server's memory and connections its clients may take.</summary>
internal sealed record ServerLimits
{
    /// <summary>The largest body of a request, and the largest WebSocket message, in bytes; 32 MiB by default.</summary>
    public int MaxRequestBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How many connections there may be at once; 1,000 by default. Others are closed.</summary>
    public int MaxConnections { get; init; } = 1000;

    /// <summary>How many of them may be WebSockets; 100 by default.</summary>
    public int MaxSockets { get; init; } = 100;

    /// <summary>How long a request's headers may take; 10 seconds by default.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be without a request; 2 minutes by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>After which time a body must come with at least 240 bytes a second; 5 seconds by default.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(5);

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
