using System.Text.Json;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>The output for each outcome of a tool. The run continues after all of them.</summary>
public class ToolOutcomeTests
{
    private static readonly JsonElement AnyArguments = JsonElement.Parse("""{"type":"object"}"""u8);

    [Fact]
    public async Task Tool_that_takes_too_long_is_cancelled_and_its_call_answered()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("wait", async (_, stop) => { await Task.Delay(Timeout.Infinite, stop); return ""; }, tool => tool with { Timeout = TimeSpan.FromMilliseconds(50) });

        var (result, output) = await AnswerOfAsync(bench, "wait");

        output.Should().Contain("timeout").And.Contain("too long");
        bench.Events.OfType<CallFinished>().Single().Exception.Should().BeOfType<TimeoutException>();
        await Eventually(() => bench.Tools.Cancelled.Count == 1);
        result.StillRunning.Should().BeEmpty();
    }

    [Fact]
    public async Task Tool_that_blocks_its_thread_is_answered_in_time_and_named_as_still_running()
    {
        await using var bench = await LoopBench.StartAsync();
        using var gate = new ManualResetEventSlim();
        Add(bench, "block", (_, _) => { gate.Wait(CancellationToken.None); return Task.FromResult(ToolOutput.FromText("")); }, tool => tool with { Timeout = TimeSpan.FromMilliseconds(50) });

        var (result, output) = await AnswerOfAsync(bench, "block");
        gate.Set();

        output.Should().Contain("timeout");
        result.StillRunning.Should().ContainSingle().Which.CallId.Should().Be("call_1");
    }

    [Fact]
    public async Task Timeout_beyond_the_longest_timer_means_none()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("long", "ok", tool => tool with { Timeout = TimeSpan.MaxValue });

        (await AnswerOfAsync(bench, "long")).Output.Should().Be("ok");
    }

    [Theory]
    [InlineData("told", false, "The shop is closed.")]
    [InlineData("hidden", false, "The tool failed.")]
    [InlineData("hidden", true, "password=x")]
    [InlineData("at once", false, "The tool failed.")]
    [InlineData("no task", false, "The tool failed.")]
    [InlineData("memory", false, "The tool failed.")]
    [InlineData("own timeout", false, "The tool took too long.")]
    [InlineData("own cancellation", false, "The call was cancelled.")]
    public async Task Message_of_an_exception_reaches_the_model_only_if_it_is_meant_for_it(string what, bool detailed, string message)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { DetailedErrors = detailed };
        Add(bench, "shop", (_, _) => what switch
        {
            "told" => Task.FromException<ToolOutput>(new ToolException("The shop is closed.")),
            "at once" => throw new InvalidOperationException("password=x"),
            "no task" => null!,
            "memory" => Task.FromException<ToolOutput>(new InsufficientMemoryException("password=x")),
            "own timeout" => Task.FromException<ToolOutput>(new TimeoutException("password=x")),
            "own cancellation" => Task.FromException<ToolOutput>(new OperationCanceledException("password=x")),
            _ => Task.FromException<ToolOutput>(new InvalidOperationException("password=x")),
        });

        var (result, output) = await AnswerOfAsync(bench, "shop");

        result.Outcome.Should().Be(RunOutcome.Completed);
        JsonElement.Parse(output).GetProperty("error").GetProperty("message").GetString().Should().Be(message);
        var finished = bench.Events.OfType<CallFinished>().Single();
        finished.Output.IsError.Should().BeTrue();
        finished.Exception.Should().NotBeNull();
    }

    [Fact]
    public async Task Output_that_is_null_is_an_empty_one()
    {
        await using var bench = await LoopBench.StartAsync();
        Add(bench, "nothing", (_, _) => Task.FromResult<ToolOutput>(null!));

        (await AnswerOfAsync(bench, "nothing")).Output.Should().BeEmpty();
    }

    [Fact]
    public async Task Long_output_keeps_its_head_and_its_tail()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("read", $"HEAD{new string('x', 5000)}TAIL", tool => tool with { MaxOutputChars = 200 });

        var (_, output) = await AnswerOfAsync(bench, "read");

        output.Length.Should().BeLessThanOrEqualTo(200);
        output.Should().StartWith("HEAD").And.EndWith("TAIL").And.Contain("characters left out");
    }

    [Fact]
    public async Task Tool_that_ignores_its_cancellation_is_named_as_still_running()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { Grace = TimeSpan.FromMilliseconds(100) };
        using var cancel = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        bench.Tool("deaf", async (_, _) => { await gate.Task; return "late"; }).Tool("good", async (_, stop) => { await Task.Delay(Timeout.Infinite, stop); return ""; });
        bench.Server.Round(r => r.Call("deaf", "{}", "call_1").Call("good", "{}", "call_2"));
        var run = bench.RunAsync("Hello", cancel.Token);
        await bench.Tools.HasStarted(2).InTime();

        await cancel.CancelAsync();
        var result = await run.InTime();
        gate.SetResult();

        result.Outcome.Should().Be(RunOutcome.Cancelled);
        result.StillRunning.Should().ContainSingle().Which.Name.Should().Be("deaf");
        bench.Events.OfType<CallFinished>().Should().HaveCount(2);
        result.Items.OfType<FunctionCallOutputItem>().Should().HaveCount(2);
    }

    private static void Add(LoopBench bench, string name, Func<JsonElement, CancellationToken, Task<ToolOutput>> handler, Func<Tool, Tool>? change = null)
    {
        var tool = Tool.FromSchema(name, "A tool.", AnyArguments, handler);
        bench.Declared.Add(change?.Invoke(tool) ?? tool);
    }

    private static async Task<(RunResult Result, string Output)> AnswerOfAsync(LoopBench bench, string tool)
    {
        bench.Server.Round(r => r.Call(tool, "{}", "call_1")).Round(r => r.Text("Done."));
        var result = await bench.RunAsync().InTime();
        return (result, bench.Outputs(1).Single()["call_1=".Length..]);
    }

    private static async Task Eventually(Func<bool> isSo)
    {
        for (var tries = 0; !isSo() && tries < 200; tries++)
        {
            await Task.Delay(10);
        }

        isSo().Should().BeTrue();
    }
}
