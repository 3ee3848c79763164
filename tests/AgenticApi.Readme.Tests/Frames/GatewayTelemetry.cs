// src/AgenticApi.Gateway/README.md: AddOpenTelemetry()
// Prints: gen_ai.server.request.duration
// Prints: span chat m
// Prints: Completed: <think>Be polite.</think>Hello.
using System.Diagnostics;
using System.Diagnostics.Metrics;
using AgenticApi.Gateway;
using AgenticApi.Readme.Tests.Frames;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

await Loopback.ServeAsync(8000, "/v1/chat/completions", "text/event-stream", Loopback.Chat);
_ = Loopback.AskAsync(8080);
var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:8080"]);
builder.Logging.ClearProviders();
// The sample stands here.
var app = builder.Build();
app.MapResponsesGateway(new ResponsesGatewayOptions { Upstream = new Uri("http://localhost:8000/v1") });
app.Run();

// The members of OpenTelemetry's packages that the sample calls; these listen as those do, and print what they hear.
internal static class OpenTelemetryStandIns
{
    public static Telemetry AddOpenTelemetry(this IServiceCollection services) => new();
}

internal sealed class Telemetry
{
    public Telemetry WithTracing(Action<Telemetry> configure) => Configured(configure);

    public Telemetry WithMetrics(Action<Telemetry> configure) => Configured(configure);

    public Telemetry AddSource(string name)
    {
        ActivitySource.AddActivityListener(new()
        {
            ShouldListenTo = source => source.Name == name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Console.WriteLine($"span {activity.DisplayName}"),
        });
        return this;
    }

    public Telemetry AddMeter(string name)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == name && instrument.Name == "gen_ai.server.request.duration")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Console.WriteLine(instrument.Name));
        listener.Start();
        return this;
    }

    public Telemetry AddOtlpExporter() => this;

    private Telemetry Configured(Action<Telemetry> configure)
    {
        configure(this);
        return this;
    }
}
