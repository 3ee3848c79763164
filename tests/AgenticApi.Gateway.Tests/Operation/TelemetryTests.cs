using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using AgenticApi.Gateway.Tests.Keeping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticApi.Gateway.Tests.Operation;

/// <summary>Spans, metrics and the log of a gateway.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Canary = "canary-7c1f";

    private readonly string _model = $"model-{Guid.NewGuid():N}";
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public TelemetryTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == GatewayTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == GatewayTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, Read(tags))));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _measured.Enqueue((instrument.Name, value, Read(tags))));
        _meters.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Stream_records_a_span_and_four_metrics()
    {
        await using var model = await ScriptedModel.SayingAsync(
            """{"content":"Hello"}""", """{"content":"."}""", """{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}""");

        var response = await model.RespondAsync($$"""{"model":"{{_model}}","input":"Hi","stream":true}""");

        var span = Span();
        (span.DisplayName, span.Kind, span.Status).Should().Be(($"chat {_model}", ActivityKind.Client, ActivityStatusCode.Unset));
        span.TagObjects.ToDictionary().Should().Contain(new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = _model,
            ["gen_ai.response.id"] = response.Id,
            ["gen_ai.usage.input_tokens"] = 3L,
            ["gen_ai.usage.output_tokens"] = 5L,
            ["server.address"] = "127.0.0.1",
        });
        Measured().Select(measured => measured.Name).Should().BeEquivalentTo(
            "gen_ai.client.token.usage", "gen_ai.client.token.usage", "gen_ai.server.time_to_first_token", "gen_ai.server.time_per_output_token", "gen_ai.server.request.duration");
        Measured().Where(measured => measured.Name == "gen_ai.client.token.usage").Select(measured => ($"{measured.Tags["gen_ai.token.type"]}", measured.Value)).Should().Equal(("input", 3), ("output", 5));
        Measured().Should().OnlyContain(measured => !measured.Tags.ContainsKey("error.type"));
    }

    [Fact]
    public async Task Blocking_response_records_no_time_to_first_token()
    {
        await using var model = await ScriptedModel.SayingAsync("""{"content":"Hello."}""");

        await model.RespondAsync($$"""{"model":"{{_model}}","input":"Hi"}""");

        Span().Should().NotBeNull();
        Measured().Select(measured => measured.Name).Should().Contain("gen_ai.server.request.duration").And.NotContain("gen_ai.server.time_to_first_token");
    }

    [Fact]
    public async Task Refused_request_records_its_status_as_error_type()
    {
        await using var model = await ScriptedModel.StartAsync(async context =>
        {
            context.Response.StatusCode = 429;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$$"""{"error":{"message":"{{{Canary}}}","code":"{{{Canary}}}","type":"{{{Canary}}}"}}""");
        });

        using var refused = await model.AskAsync($$"""{"model":"{{_model}}","input":"Hi"}""");
        var refusal = Span();
        var inBackground = await model.Client.PostJsonAsync("/v1/responses", $$"""{"model":"{{_model}}","input":"Hi","background":true}""");
        await model.Client.UntilAsync(inBackground.Text("id")!, "failed");

        (refusal.GetTagItem("error.type"), refusal.Status).Should().Be(("429", ActivityStatusCode.Error));
        // The model's server has not answered, so the model name may be any text and must not become a time series.
        _measured.Should().NotContain(measured => measured.Name == "gen_ai.server.request.duration" && Equals(measured.Tags.GetValueOrDefault("error.type"), "429") && measured.Tags.ContainsKey("gen_ai.request.model"));
    }

    [Fact]
    public async Task Spans_metrics_and_log_contain_no_content()
    {
        var lines = new ConcurrentQueue<string>();
        var fails = false;
        await using var model = await Loopback.StartAsync(application => application.Run(context => fails
            ? context.Response.WriteAsync(Canary)
            : ScriptedModel.SayAsync(context, $$"""{"content":"{{Canary}}"}""", $$"""{"reasoning_content":"{{Canary}}"}""", $$$"""{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\":\"{{{Canary}}}\"}"}}]}""")));
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(lines)).AddFilter("AgenticApi", LogLevel.Trace).AddFilter("Microsoft", LogLevel.None);
        await using var application = builder.Build();
        application.MapResponsesGateway(new() { Upstream = new Uri(model.Url, "v1") });
        await application.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
        var request = $$"""{"model":"{{_model}}","instructions":"{{Canary}}","input":[{"role":"user","content":"{{Canary}}"}],"user":"{{Canary}}","metadata":{"a":"{{Canary}}"},"tools":[{"type":"function","name":"f","description":"{{Canary}}"}],"stream":true}""";

        (await PostAsync(request)).Should().Contain(Canary);
        fails = true;
        await PostAsync(request);
        await PostAsync($$$"""{"model":"{{{Canary}}} {{{_model}}}","input":{"{{{Canary}}}":1}}""");
        await PostAsync($"\"{Canary}");

        var seen = _spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag}").Concat(span.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}")).Append(span.DisplayName).Append(span.StatusDescription ?? ""))
            .Concat(_measured.SelectMany(measured => measured.Tags.Select(tag => $"{tag}"))).Concat(lines).ToList();
        seen.Should().Contain(text => text.Contains(_model, StringComparison.Ordinal)).And.NotContain(text => text.Contains(Canary, StringComparison.Ordinal));

        async Task<string> PostAsync(string body)
        {
            using var answer = await client.PostAsync(new Uri("/v1/responses", UriKind.Relative), new StringContent(body, null, "application/json"));
            return await answer.Content.ReadAsStringAsync();
        }
    }

    private static Dictionary<string, object?> Read(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var read = new Dictionary<string, object?>();
        foreach (var (name, value) in tags)
        {
            read[name] = value;
        }

        return read;
    }

    /// <summary>Waits for the span of this test, which ends after the client has received its answer. Other tests run at the same time.</summary>
    private Activity Span()
    {
        SpinWait.SpinUntil(() => _spans.Any(IsOfTest), TimeSpan.FromSeconds(10));
        return _spans.First(IsOfTest);
    }

    private bool IsOfTest(Activity span) => Equals(span.GetTagItem("gen_ai.request.model"), _model);

    private List<(string Name, double Value, Dictionary<string, object?> Tags)> Measured() =>
        [.. _measured.Where(measured => Equals(measured.Tags.GetValueOrDefault("gen_ai.request.model"), _model))];

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
