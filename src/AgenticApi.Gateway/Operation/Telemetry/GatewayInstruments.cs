using System.Diagnostics.Metrics;

namespace AgenticApi.Gateway;

/// <summary>The metrics, with the bucket boundaries of the GenAI conventions of OpenTelemetry.</summary>
internal sealed class GatewayInstruments(Meter meter)
{
    /// <summary>The seconds from the request to the end of its response.</summary>
    public Histogram<double> RequestDuration { get; } = meter.CreateHistogram(
        "gen_ai.server.request.duration", "s", "Duration of a response.", tags: null, Buckets(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92));

    /// <summary>The seconds from the request to the first token, for streams that succeeded.</summary>
    public Histogram<double> TimeToFirstToken { get; } = meter.CreateHistogram(
        "gen_ai.server.time_to_first_token", "s", "Time until the first token of a response.", tags: null, Buckets(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10));

    /// <summary>The seconds for each token after the first, for streams that succeeded.</summary>
    public Histogram<double> TimePerOutputToken { get; } = meter.CreateHistogram(
        "gen_ai.server.time_per_output_token", "s", "Time of each token after the first.", tags: null, Buckets(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5));

    /// <summary>The input tokens and the output tokens of a response. A client metric, because the gateway is the client of the model's server.</summary>
    public Histogram<long> TokenUsage { get; } = meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Tokens of a response.",
        tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864] });

    private static InstrumentAdvice<double> Buckets(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };
}
