using System.Text.Json;
using System.Threading.Channels;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Races between a tool that returns and the code that waits for it.</summary>
public class ToolRunsTests
{
    [Fact]
    public async Task Output_of_a_tool_that_returns_immediately_is_kept()
    {
        var runs = new ToolRuns(AgentOptions.Default, TimeProvider.System, CancellationToken.None);
        // In sequence on each thread, so that a tool finds a free thread and returns immediately.
        var outputs = (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var all = new List<(ToolOutput Output, Exception? Exception)>();
            for (var n = 0; n < 5000; n++)
            {
                all.Add(await runs.RunAsync(CallOf(n)));
            }

            return all;
        }))).InTime()).SelectMany(static all => all).ToList();

        outputs.Select(output => output.Exception?.Message).Should().OnlyContain(message => message == null);
        outputs.Should().OnlyContain(output => output.Output.Text == "ok");
    }

    [Fact]
    public async Task Call_that_is_answered_twice_keeps_the_first_answer_and_reports_it_once()
    {
        var told = Channel.CreateBounded<RunEvent>(1);
        told.Writer.TryWrite(new RoundStarted(0)).Should().BeTrue("it leaves no room for the answer");
        await using var log = await RunLog.OpenAsync(null, "run", TimeProvider.System, CancellationToken.None);
        using var client = new HttpClient { BaseAddress = new Uri("http://127.0.0.1/v1/") };
        using var telemetry = RunTelemetry.Begin(new Agent(new ResponsesEndpoint(client), "scripted"), "run", caller: default, isResumed: false);
        using var runner = new CallRunner([], AgentOptions.Default, TimeProvider.System, log, telemetry, new RunEvents(told.Writer), 0, CancellationToken.None);
        var call = CallOf(0);

        var first = runner.AnswerAsync(call, ToolOutput.FromText("first"));
        var second = runner.AnswerAsync(call, ToolOutput.FromText("second"));
        second.IsCompleted.Should().BeFalse("the call has no answer yet");
        told.Reader.TryRead(out _);
        await Task.WhenAll(first, second).InTime();

        told.Reader.Count.Should().Be(1);
        call.Output!.Text.Should().Be("first");
    }

    [Fact]
    public async Task Unqueued_call_frees_its_place_and_a_discarded_call_never_runs()
    {
        var ran = new List<int>();
        var isOpen = new TaskCompletionSource();
        var end = new TaskCompletionSource();
        var scheduler = new CallScheduler(1, 2, async call =>
        {
            ran.Add(call.Key.Position);
            await isOpen.Task;
            (call.Key.Position == 3 ? end : isOpen).TrySetResult();
        });

        scheduler.TryAdd(CallOf(0)).Should().BeTrue();
        scheduler.TryAdd(CallOf(1)).Should().BeTrue();
        scheduler.TryAdd(CallOf(2)).Should().BeFalse();
        scheduler.Unqueue();
        var discarded = CallOf(2);
        scheduler.TryAdd(discarded).Should().BeTrue();
        discarded.TryDiscard().Should().BeTrue();
        isOpen.SetResult();
        while (!scheduler.TryAdd(CallOf(3)))
        {
            await Task.Delay(1);
        }

        await end.Task.InTime();
        ran.Should().Equal(0, 3);
    }

    private static RoundCall CallOf(int n) => new(new CallKey("run", 0, n), OutputItem.FromJson(JsonElement.Parse("""{"type":"function_call","call_id":"c","name":"t","arguments":"{}"}"""u8)))
    {
        Tool = Tool.Custom("t", "A tool.", (_, _) => Task.FromResult(ToolOutput.FromText("ok"))),
        Run = (_, _) => Task.FromResult(ToolOutput.FromText("ok")),
    };
}
