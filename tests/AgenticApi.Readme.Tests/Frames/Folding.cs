// README.md, src/AgenticApi/README.md: accumulator.ReadAsync(httpStream)
// Prints: I will look both up.Completed: 3 items, 5 deviations
// Prints: get_weather get_time
using AgenticApi;
using AgenticApi.Cassettes;

var started = new List<string>();
await RunAsync(Cassette.Load(Path.Combine(args[0], "cassettes/tool-choice-auto-streaming.yaml")).Turns[0].Response.Open(), call => started.Add(call.Name), Console.Out);
Console.WriteLine(string.Join(' ', started));

// It starts every whole call of any recorded turn once.
var folders = new[] { Path.Combine(args[0], "cassettes"), Environment.GetEnvironmentVariable("AGENTIC_API_RECORDINGS") }.Where(folder => folder is { Length: > 0 });
foreach (var turn in folders.SelectMany(folder => Cassette.Find(folder!)).SelectMany(file => Cassette.Load(file).Turns).Where(turn => turn.IsResponse))
{
    await Started.CheckAsync(turn, async start => await RunAsync(turn.Response.Open(), start, TextWriter.Null));
}

async Task RunAsync(Stream httpStream, Action<FunctionCallItem> StartTool, TextWriter Console)
{
    // The sample stands here.
}

internal static class Started
{
    public static async Task CheckAsync(CassetteTurn turn, Func<Action<FunctionCallItem>, Task> sample)
    {
        var accumulator = new ResponseAccumulator();
        await foreach (var _ in accumulator.ReadAsync(turn.Response.Open()))
        {
        }

        var started = new List<FunctionCallItem>();
        await sample(started.Add);

        var result = accumulator.Finish();
        var whole = result.Response.FunctionCalls
            .Where(call => string.IsNullOrEmpty(call.Status) ? result.Ending == Ending.Completed : call.Status is not ("incomplete" or "in_progress"));
        if (!started.Select(call => (accumulator.FinalCallId(call.CallId), call.Name)).SequenceEqual(whole.Select(call => ((string?)call.CallId, call.Name))))
        {
            throw new InvalidOperationException($"{turn.Name}: other calls were started.");
        }
    }
}
