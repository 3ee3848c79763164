using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AgenticApi.Execution;

/// <summary>The name of the traces and metrics of agents. They follow the GenAI conventions of OpenTelemetry.</summary>
public static class AgentTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "AgenticApi.Execution";

    internal static ActivitySource Source { get; } = new(Name);

    internal static AgentInstruments Instruments { get; } = new(new Meter(Name));
}
