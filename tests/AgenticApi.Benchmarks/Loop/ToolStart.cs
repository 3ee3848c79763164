using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AgenticApi.Benchmarks.Measuring;
using AgenticApi.Execution;

namespace AgenticApi.Benchmarks.Loop;

/// <summary>How long it takes from the bytes that prove a call whole until its tool runs.</summary>
internal static class ToolStart
{
    public const int Runs = 300;
    private const int WarmRuns = 100;

    /// <summary>In microseconds.</summary>
    public static async Task<double> MedianAsync(int runs)
    {
        var times = new List<double>();
        for (var i = 0; i < runs + (runs == 1 ? 0 : WarmRuns); i++)
        {
            times.Add(await OneAsync());
        }

        return Median.Of(times.TakeLast(runs));
    }

    private static async Task<double> OneAsync()
    {
        var events = LoopStream.Events([0, 1]);
        var calls = events.Select((text, i) => (text, i)).Where(e => e.text.Contains("output_item.added", StringComparison.Ordinal)).Select(e => e.i).ToList();

        // The opening event of the second call proves the first one.
        var proof = calls[2];
        var stream = new ProvingStream(Join(events.Take(proof)), Encoding.UTF8.GetBytes(events[proof]), Join(events.Skip(proof + 1)));
        var entered = 0L;
        var look = Tool.FromSchema("look", "Looks.", JsonElement.Parse("""{"type":"object"}"""u8), (_, _) =>
        {
            Interlocked.CompareExchange(ref entered, Stopwatch.GetTimestamp(), 0);
            stream.GoOn();
            return Task.FromResult(ToolOutput.FromText("seen"));
        });
        var requests = 0;
        var endpoint = new ResponsesEndpoint((_, _) => Task.FromResult(new EndpointAnswer(200, requests++ == 0 ? stream : new MemoryStream(LoopStream.Text()), contentType: "text/event-stream")));
        await new Agent(endpoint, "m") { Tools = [look] }.RunAsync("Look.").ToEndAsync();
        return Stopwatch.GetElapsedTime(stream.Given, entered).TotalMicroseconds;
    }

    private static byte[] Join(IEnumerable<string> events) => Encoding.UTF8.GetBytes(string.Concat(events));
}
