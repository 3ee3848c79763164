using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AgenticApi.Gateway;

/// <summary>Names the source of traces and metrics, which follow the GenAI conventions of OpenTelemetry. They never hold content.</summary>
public static class GatewayTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "AgenticApi.Gateway";

    internal static ActivitySource Source { get; } = new(Name);

    internal static GatewayInstruments Instruments { get; } = new(new Meter(Name));
}
