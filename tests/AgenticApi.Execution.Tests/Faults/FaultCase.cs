using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>One run with one fault.</summary>
/// <param name="Mode">Who keeps the conversation, and how the requests are sent.</param>
/// <param name="Kind">The kind of the fault.</param>
/// <param name="Round">In which round, from 0.</param>
/// <param name="At">At which event.</param>
internal sealed record FaultCase(string Mode, string Kind, int Round, int At)
{
    /// <summary>The faults that meet a whole answer.</summary>
    public static readonly string[] Answers = ["429", "500", "502", "head", "twice"];

    /// <summary>The faults that meet an event.</summary>
    public static readonly string[] Places = ["drop", "garble", "stall"];

    private Continuation Continuation => Mode switch
    {
        "previous" => Continuation.PreviousResponse,
        "conversation" => Continuation.Conversation,
        _ => Continuation.Items,
    };

    private ResponseRequest Request => ResponseRequest.FromText("Pay.") with
    {
        Conversation = Mode == "conversation" ? "conv_1" : null,
        Background = Mode == "background" ? true : null,
        Store = Mode == "unstored" ? false : null,
    };

    /// <summary>Runs without a fault.</summary>
    /// <returns>How many events each round has.</returns>
    public async Task<int[]> CountEventsAsync()
    {
        await using var bench = await StartAsync();
        (await bench.RunAsync(Request)).Outcome.Should().Be(RunOutcome.Completed);
        return [.. bench.Events.OfType<StreamedEvent>().GroupBy(e => e.Round).Select(round => round.Count())];
    }

    /// <summary>Runs it.</summary>
    /// <returns>The violations of what the loop promises.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var violations = new List<string>();
        await using var bench = await StartAsync();
        try
        {
            var result = await bench.RunAsync(Request).WaitAsync(TimeSpan.FromSeconds(30));
            violations.AddRange(new RunCheck(bench, result).Violations());
            if (result.Outcome != RunOutcome.Completed || result.Text != HistoryModel.Answer)
            {
                violations.Add($"it ended {result.Outcome} with '{result.Text}' {result.Response?.Ending} {result.Response?.Response.Error?.Message}");
            }

            violations.AddRange(await RunCheck.IsAcceptedAsync(bench, result));
        }
        catch (Exception e)
        {
            violations.Add($"{e.GetType().Name}: {e.Message} {e.StackTrace}");
        }

        return violations;
    }

    private async Task<LoopBench> StartAsync()
    {
        var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { Continuation = Continuation, Replay = ReplayPolicy.Always, StallTimeout = TimeSpan.FromMilliseconds(250) };
        HistoryModel.AddTools(bench);
        var model = new HistoryModel(bench);
        for (var i = 0; i < 3; i++)
        {
            var round = i;
            bench.Server.Round((request, script) =>
            {
                model.Write(request, script);
                if (round == Round)
                {
                    Fail(script);
                }
            });
        }

        bench.Server.Always(model.Write);
        return bench;
    }

    private void Fail(RoundScript script) => _ = Kind switch
    {
        "429" => script.Status(429, retryAfterSeconds: 0),
        "500" => script.Status(500),
        "502" => script.Status(502, "<html><body><h1>Bad gateway</h1></body></html>"),
        "head" => script.DropBeforeHead(),
        "twice" => script.DropAfter(9).DropAfter(7),
        "drop" => script.DropAfter(At),
        "garble" => script.GarbleAt(At),
        "stall" => script.StallAfter(At),
        _ => script,
    };
}
