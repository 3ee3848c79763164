using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AgenticApi.Gateway;

/// <summary>The source of the traces and metrics of all gateways. They follow the GenAI conventions of OpenTelemetry and never contain content.</summary>
public static class GatewayTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "AgenticApi.Gateway";

    internal static ActivitySource Source { get; } = new(Name);

    internal static GatewayInstruments Instruments { get; } = new(new Meter(Name));
}
