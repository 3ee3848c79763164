using System.Diagnostics.Metrics;

namespace AgenticApi.Execution;

/// <summary>The metrics, with the bucket boundaries of the OpenTelemetry conventions.</summary>
internal sealed class AgentInstruments(Meter meter)
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<long> Tokens = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864],
    };

    /// <summary>The duration from a request to the end of its response, including recoveries.</summary>
    public Histogram<double> RoundDuration { get; } = InSeconds(meter, "gen_ai.client.operation.duration", "Duration of a request to the model.");

    /// <summary>The duration until the first event of a response.</summary>
    public Histogram<double> TimeToFirstChunk { get; } = InSeconds(meter, "gen_ai.client.operation.time_to_first_chunk", "Time until the first event of a response.");

    /// <summary>The tokens of a response, with separate values for input and output.</summary>
    public Histogram<long> TokenUsage { get; } = meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens of a response.", tags: null, Tokens);

    /// <summary>The duration of a run.</summary>
    public Histogram<double> RunDuration { get; } = InSeconds(meter, "gen_ai.invoke_agent.duration", "Duration of a run.");

    /// <summary>The duration of a tool's execution.</summary>
    public Histogram<double> ToolDuration { get; } = InSeconds(meter, "gen_ai.execute_tool.duration", "Duration of a tool's execution.");

    private static Histogram<double> InSeconds(Meter meter, string name, string description) => meter.CreateHistogram(name, "s", description, tags: null, Seconds);
}
