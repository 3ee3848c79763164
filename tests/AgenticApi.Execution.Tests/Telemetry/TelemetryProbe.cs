using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace AgenticApi.Execution.Tests.Telemetry;

/// <summary>Listens to the spans of one trace, to the metrics of one model and its tools, and to a log.</summary>
internal sealed class TelemetryProbe : ILogger, IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics = new();
    private readonly ConcurrentQueue<Activity> _ended = new();

    public TelemetryProbe()
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AgentTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _metrics.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _metrics.Start();
        Caller = new Activity("caller").Start();
    }

    /// <summary>The span in which the test asks for its run.</summary>
    public Activity Caller { get; }

    /// <summary>The model of the run, which no other test has.</summary>
    public string Model { get; } = $"model-{Guid.NewGuid():n}";

    /// <summary>The spans of the caller's trace that have ended, in the order in which they did.</summary>
    public IReadOnlyList<Activity> Spans => [.. _ended.Where(span => span.TraceId == Caller.TraceId)];

    /// <summary>All spans that have ended, those of other tests too.</summary>
    public IEnumerable<Activity> All => _ended;

    public ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> Measured { get; } = new();

    public ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> Logged { get; } = new();

    public Activity Single(string operation) => Spans.Single(span => span.GetTagItem("gen_ai.operation.name") as string == operation);

    /// <summary>All spans, metrics and log messages as one text.</summary>
    public string Everything => string.Join(
        '\n',
        Spans.SelectMany(span => new[] { span.DisplayName, span.StatusDescription }.Concat(span.TagObjects.Select(Text)).Concat(span.Events.SelectMany(e => e.Tags.Select(Text).Prepend(e.Name))))
            .Concat(Measured.SelectMany(measured => measured.Tags.Select(tag => Text(new(tag.Key, tag.Value)))))
            .Concat(Logged.Select(logged => logged.Text)));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Logged.Enqueue((logLevel, eventId, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
        Caller.Dispose();
        _spans.Dispose();
        _metrics.Dispose();
    }

    private static string Text(KeyValuePair<string, object?> tag) => $"{tag.Key}={(tag.Value is string[] values ? string.Join(',', values) : tag.Value)}";

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Measured.Enqueue((instrument.Name, value, new(tags.ToArray())));
}
