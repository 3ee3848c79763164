using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>The events that a consumer gets, and their order.</summary>
public class EventTests
{
    [Fact]
    public async Task Events_arrive_in_order()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", "{}", "call_1")).Round(r => r.Text("Done."));

        await bench.RunAsync().InTime();

        var kinds = bench.Events.Select(e => $"{e.GetType().Name} {e.Round}").ToList();
        kinds.Where(kind => !kind.StartsWith(nameof(StreamedEvent), StringComparison.Ordinal)).Should().Equal(
            "RoundStarted 0", "CallStarted 0", "CallFinished 0", "RoundEnded 0", "RoundStarted 1", "RoundEnded 1", "RunEnded 1");
        kinds.Where((kind, i) => i == 0 || kinds[i - 1] != kind).Take(2).Should().Equal("RoundStarted 0", "StreamedEvent 0");
        kinds.LastIndexOf("StreamedEvent 0").Should().BeLessThan(kinds.IndexOf("RoundEnded 0"));
        kinds.LastIndexOf("StreamedEvent 1").Should().BeLessThan(kinds.IndexOf("RoundEnded 1"));
    }

    [Fact]
    public async Task Slow_consumer_gets_every_event()
    {
        await using var bench = await LoopBench.StartAsync();
        const int Pieces = 1000;
        bench.Tool("weather");
        bench.Server.Round(r => r.Pieces(Pieces).Call("weather", "{}", "call_1").Text(new string('x', Pieces))).Round(r => r.Text("Done."));
        var deltas = 0;

        async Task<RunEvent?> ReadAsync()
        {
            RunEvent? last = null;
            await foreach (var e in bench.Agent.RunAsync("Hello"))
            {
                deltas += e is StreamedEvent { Round: 0, Step: { Effect: StepEffect.TextAppended, ItemNumber: 1 } } ? 1 : 0;
                last = e;
                if (deltas % 100 == 1)
                {
                    await Task.Delay(10);
                }
            }

            return last;
        }

        (await ReadAsync().InTime()).Should().BeOfType<RunEnded>().Which.Result.Outcome.Should().Be(RunOutcome.Completed);
        deltas.Should().Be(Pieces);
    }

    [Fact]
    public async Task Run_that_is_cancelled_before_its_first_event_ends_without_a_request()
    {
        await using var bench = await LoopBench.StartAsync();
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();

        var result = await bench.RunAsync("Hello", cancel.Token).InTime();

        result.Outcome.Should().Be(RunOutcome.Cancelled);
        bench.Events[^1].Should().BeOfType<RunEnded>();
        bench.Server.Requests.Should().BeEmpty();
        result.Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Two_runs_of_one_agent_at_once_do_not_mix()
    {
        await using var bench = await LoopBench.StartAsync();
        var both = ToolBench.Rendezvous(2);
        bench.Tool("echo", async (arguments, stop) => { await both(arguments, stop); return arguments; });
        bench.Server.Always((request, r) =>
        {
            var who = request.Input[0].GetProperty("content").ToString().Contains("Ann", StringComparison.Ordinal) ? "Ann" : "Bob";
            if (request.Input.Count == 1)
            {
                r.Call("echo", $$"""{"who":"{{who}}"}""", $"call_{who}");
            }
            else
            {
                r.Text($"Bye {who}.");
            }
        });
        var agent = bench.Agent;

        var results = await Task.WhenAll(agent.RunAsync("Ann").ToEndAsync(), agent.RunAsync("Bob").ToEndAsync()).InTime();

        results.Select(result => result.Text).Should().Equal("Bye Ann.", "Bye Bob.");
        results.Select(result => result.Items.OfType<FunctionCallOutputItem>().Single().Json.GetProperty("output").GetString())
            .Should().Equal("""{"who":"Ann"}""", """{"who":"Bob"}""");
        results[0].RunId.Should().NotBe(results[1].RunId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Background_response_is_followed_to_its_end(bool isBroken)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server
            .Round(r =>
            {
                r.Call("weather", "{}", "call_1").Text("One moment.");
                if (isBroken)
                {
                    r.DropAfter(5).RunsOn();
                }
            })
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { Background = true, Store = true }).InTime();

        (result.Outcome, result.Text).Should().Be((RunOutcome.Completed, "Done."));
        bench.Tools.Executions("weather").Should().Be(1);
        bench.Outputs(1).Should().Equal("call_1=ok");
        (bench.Server.Gets > 0).Should().Be(isBroken);
    }
}
