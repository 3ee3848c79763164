using System.Diagnostics;
using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Telemetry;

/// <summary>The traces, metrics and logs of a run.</summary>
public class TelemetryTests
{
    private const string Canary = "canary-3141";

    [Fact]
    public async Task Streaming_run_with_parallel_tools_is_one_trace_whatever_its_consumer_does()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        var inTool = new List<ActivityTraceId?>();
        var both = ToolBench.Rendezvous(2);
        bench.Tool("both", async (arguments, stop) =>
        {
            await Task.Yield();
            lock (inTool)
            {
                inTool.Add(Activity.Current?.TraceId);
            }

            return await both(arguments, stop);
        });
        bench.Server.Round(r => r.Text("A moment.").Call("both", "{}", "call_1").Call("both", """{"n":2}""", "call_2")).Round(r => r.Text("Done."));
        var run = AgentOf(bench, probe).RunAsync("Hello");

        using (var other = new Activity("consumer").SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom()).Start())
        {
            await foreach (var _ in run)
            {
                Activity.Current.Should().Be(other);
                await Task.Yield();
                using var own = new Activity("between").Start();
            }
        }

        probe.Spans.Select(span => span.DisplayName).Should().BeEquivalentTo($"chat {probe.Model}", $"chat {probe.Model}", "execute_tool both", "execute_tool both", "invoke_agent tester");
        inTool.Should().Equal(probe.Caller.TraceId, probe.Caller.TraceId);
        var agent = probe.Single("invoke_agent");
        agent.ParentSpanId.Should().Be(probe.Caller.SpanId);
        var rounds = probe.Spans.Where(span => span.OperationName.StartsWith("chat", StringComparison.Ordinal)).ToList();
        rounds.Should().OnlyContain(span => span.ParentSpanId == agent.SpanId && span.Kind == ActivityKind.Client);
        probe.Spans.Where(span => span.OperationName.StartsWith("execute_tool", StringComparison.Ordinal)).Should().OnlyContain(span => span.ParentSpanId == rounds[0].SpanId);
    }

    [Fact]
    public async Task Run_outside_of_a_span_begins_a_trace()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        probe.Caller.Stop();
        bench.Server.Round(r => r.Text("Done."));
        var run = AgentOf(bench, probe).RunAsync("Hello");

        using (var reader = new Activity("reader").Start())
        {
            await run.ToEndAsync();
            probe.All.Single(span => span.GetTagItem("agentic_api.run.id") as string == run.Id && span.OperationName.StartsWith("invoke", StringComparison.Ordinal))
                .TraceId.Should().NotBe(reader.TraceId);
        }
    }

    [Fact]
    public async Task Spans_have_the_attributes_of_the_conventions()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        bench.Tool("weather", async (_, stop) => { await Task.Delay(30, stop); return "sunny"; });
        bench.Server.Round(r => r.Call("weather", "{}", "call_1")).Round(r => r.Text("Done."));

        var result = await bench.ReadAsync(AgentOf(bench, probe).RunAsync("Hello"));

        var chat = probe.Spans.First(span => span.OperationName.StartsWith("chat", StringComparison.Ordinal));
        TagsOf(chat).Should().Contain(new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = probe.Model,
            ["gen_ai.response.model"] = probe.Model,
            ["gen_ai.response.id"] = bench.Events.OfType<RoundEnded>().First().Result.Response.Id,
            ["gen_ai.usage.input_tokens"] = 10L,
            ["gen_ai.usage.output_tokens"] = 5L,
            ["agentic_api.round"] = 0,
        });
        chat.GetTagItem("gen_ai.response.finish_reasons").Should().BeOfType<string[]>().Which.Should().Equal("tool_call");
        chat.GetTagItem("gen_ai.response.time_to_first_chunk").Should().BeOfType<double>().Which.Should().BePositive();
        var tool = probe.Single("execute_tool");
        TagsOf(tool).Should().Contain(new Dictionary<string, object?>
        {
            ["gen_ai.tool.name"] = "weather",
            ["gen_ai.tool.type"] = "function",
            ["gen_ai.tool.call.id"] = "call_1",
        });
        tool.Duration.Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(25));
        TagsOf(probe.Single("invoke_agent")).Should().Contain(new Dictionary<string, object?>
        {
            ["gen_ai.agent.name"] = "tester",
            ["gen_ai.usage.input_tokens"] = 20L,
            ["gen_ai.usage.output_tokens"] = 10L,
            ["agentic_api.run.id"] = result.RunId,
            ["agentic_api.run.outcome"] = "Completed",
        });
    }

    [Fact]
    public async Task Tool_that_waits_for_its_turn_has_a_span_without_the_waiting()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        bench.Options = bench.Options with { MaxParallelCalls = 1 };
        bench.Tool("slow", async (_, stop) => { await Task.Delay(100, stop); return "ok"; });
        bench.Server.Round(r => r.Call("slow", "{}", "call_1").Call("slow", """{"n":2}""", "call_2")).Round(r => r.Text("Done."));

        await bench.ReadAsync(AgentOf(bench, probe).RunAsync("Hello"));

        var spans = probe.Spans.Where(span => span.OperationName.StartsWith("execute_tool", StringComparison.Ordinal)).ToList();
        var (first, second) = (spans[0], spans[^1]);
        // The clock of spans is no finer.
        second.StartTimeUtc.Should().BeOnOrAfter(first.StartTimeUtc + first.Duration - TimeSpan.FromMilliseconds(5));
        ((double)second.GetTagItem("agentic_api.tool.queue_time")!).Should().BeGreaterThan(0.05);
    }

    [Fact]
    public async Task Metrics_count_each_round_its_tokens_and_each_tool()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        var name = $"tool_{Guid.NewGuid():n}";
        bench.Tool(name);
        bench.Server.Round(r => r.Call(name, "{}", "call_1")).Round(r => r.Text("Done."));

        await bench.ReadAsync(AgentOf(bench, probe).RunAsync("Hello"));

        var own = probe.Measured.Where(m => m.Tags.GetValueOrDefault("gen_ai.request.model") as string == probe.Model || m.Tags.GetValueOrDefault("gen_ai.tool.name") as string == name).ToList();
        own.Count(m => m.Name == "gen_ai.client.operation.duration" && m.Value > 0).Should().Be(2);
        own.Count(m => m.Name == "gen_ai.client.operation.time_to_first_chunk").Should().Be(2);
        own.Where(m => m.Name == "gen_ai.client.token.usage").Select(m => (m.Tags["gen_ai.token.type"], m.Value)).Should().Equal(("input", 10), ("output", 5), ("input", 10), ("output", 5));
        own.Count(m => m.Name == "gen_ai.execute_tool.duration").Should().Be(1);
        own.Count(m => m.Name == "gen_ai.invoke_agent.duration").Should().Be(1);
        own.Should().OnlyContain(m => !m.Tags.ContainsKey("error.type"));
    }

    [Fact]
    public async Task Failing_tool_has_the_type_of_its_exception_on_span_metric_and_log()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        var name = $"tool_{Guid.NewGuid():n}";
        bench.Tool(name, (_, _) => throw new InvalidTimeZoneException(Canary));
        bench.Server.Round(r => r.Call(name, "{}", "call_1")).Round(r => r.Text("Done."));

        await bench.ReadAsync(AgentOf(bench, probe).RunAsync("Hello"));

        var span = probe.Single("execute_tool");
        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("error.type").Should().Be("System.InvalidTimeZoneException");
        probe.Measured.Single(m => m.Tags.GetValueOrDefault("gen_ai.tool.name") as string == name).Tags["error.type"].Should().Be("System.InvalidTimeZoneException");
        probe.Logged.Should().ContainSingle(logged => logged.Id.Name == "CallFails").Which.Text.Should().Contain("System.InvalidTimeZoneException");
        probe.Everything.Should().NotContain(Canary);
    }

    [Theory]
    [InlineData(Continuation.Items, "agentic_api.round.salvaged")]
    [InlineData(Continuation.PreviousResponse, "agentic_api.call.adopted")]
    public async Task Recovery_of_a_broken_stream_is_an_event_of_the_round_and_a_warning(Continuation continuation, string expected)
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        bench.Options = bench.Options with { Continuation = continuation };
        bench.Tool("book");
        bench.Server.Round(r => r.Call("book", "{}", "call_1").Text("x").DropHere()).Round(r => r.Text("Done."));

        await bench.ReadAsync(AgentOf(bench, probe).RunAsync(ResponseRequest.FromText("Hello") with { Store = continuation == Continuation.Items ? false : null }));

        probe.Spans.SelectMany(span => span.Events).Select(e => e.Name).Should().Contain("agentic_api.stream.broken").And.Contain(expected);
        probe.Logged.Should().Contain(logged => logged.Id.Name == "Recovers" && logged.Level == Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task Waiting_call_is_an_event_of_the_run_and_the_resumed_run_links_to_its_trace()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("ask", "asked", tool => tool with { Approve = _ => Approval.Ask });
        bench.Server.Round(r => r.Call("ask", "{}", "call_1")).Round(r => r.Text("Done."));
        var agent = AgentOf(bench, probe);
        var waiting = await bench.ReadAsync(agent.RunAsync("Hello"));

        using var later = new TelemetryProbe();
        await bench.ReadAsync(agent.ResumeAsync(waiting.RunId, [RunDecision.Run(waiting.Pending[0])]));

        var first = probe.Spans.Single(span => span.OperationName.StartsWith("invoke", StringComparison.Ordinal) && span.Events.Any());
        first.Events.Should().ContainSingle().Which.Name.Should().Be("agentic_api.call.waiting");
        var second = later.Spans.Single(span => span.OperationName.StartsWith("invoke", StringComparison.Ordinal));
        second.Links.Should().ContainSingle().Which.Context.SpanId.Should().Be(first.SpanId);
        probe.Logged.Select(logged => logged.Id.Name).Should().Contain("CallWaits");
    }

    [Fact]
    public async Task Failed_run_has_the_server_s_word_as_its_error()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        bench.Server.Round(r => r.Text("x").Ending("failed", "context_length_exceeded"));

        await bench.ReadAsync(AgentOf(bench, probe).RunAsync("Hello"));

        probe.Spans.Should().OnlyContain(span => span.Status == ActivityStatusCode.Error && span.GetTagItem("error.type") as string == "context_length_exceeded");
    }

    [Fact]
    public async Task Cancelled_run_ends_every_span()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        using var cancel = new CancellationTokenSource();
        bench.Tool("wait", async (_, stop) => { await Task.Delay(Timeout.Infinite, stop); return ""; });
        bench.Server.Round(r => r.Call("wait", "{}", "call_1").Text("x").StallHere());
        var run = bench.ReadAsync(AgentOf(bench, probe).RunAsync("Hello", cancel.Token));
        await bench.Tools.HasStarted(1);

        await cancel.CancelAsync();
        await run;

        probe.Spans.Should().HaveCount(3).And.OnlyContain(span => span.GetTagItem("error.type") as string == "cancelled");
    }

    [Fact]
    public async Task Limit_is_logged_and_on_the_span()
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        bench.Options = bench.Options with { MaxRounds = 1 };
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", "{}", "call_1"));

        await bench.ReadAsync(AgentOf(bench, probe).RunAsync("Hello"));

        probe.Single("invoke_agent").GetTagItem("agentic_api.run.stop_reason").Should().Be("Rounds");
        probe.Logged.Select(logged => logged.Id.Id).Should().Equal(1, 4, 5, 7, 8, 11, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_is_told_only_where_it_is_asked_for(bool recordsContent)
    {
        await using var bench = await LoopBench.StartAsync();
        using var probe = new TelemetryProbe();
        bench.Options = bench.Options with { RecordsContent = recordsContent };
        bench.Tool("weather", $"output {Canary}").Tool("fails", (_, _) => throw new ToolException($"thrown {Canary}"));
        bench.Server
            .Round(r => r.Reasoning($"summary {Canary}", encrypted: $"encrypted {Canary}").Text($"text {Canary}").Call("weather", $$"""{"arguments":"{{Canary}}"}""", "call_1").Call("fails", "{}", "call_2"))
            .Round(r => r.Call($"unknown_{Canary}", "{}", "call_3"))
            .Round(r => r.Text($"answer {Canary}"));
        var agent = AgentOf(bench, probe, $"instructions {Canary}");

        await bench.ReadAsync(agent.RunAsync($"input {Canary}"));

        if (recordsContent)
        {
            foreach (var content in (string[])["instructions", "input", "summary", "text", "output", "thrown", "answer"])
            {
                probe.Everything.Should().Contain($"{content} {Canary}");
            }

            probe.Everything.Should().Contain($"arguments\":\"{Canary}");
            probe.Spans.First(span => span.OperationName.StartsWith("chat", StringComparison.Ordinal)).GetTagItem("gen_ai.input.messages")
                .Should().Be($$"""[{"role":"user","parts":[{"type":"text","content":"input {{Canary}}"}]}]""");
        }
        else
        {
            probe.Everything.Should().NotContain(Canary);
        }
    }

    [Fact]
    public async Task Run_to_which_nobody_listens_makes_no_span()
    {
        await using var bench = await LoopBench.StartAsync();
        Activity? seen = null;
        bench.Tool("look", (_, _) => { seen = Activity.Current; return Task.FromResult("ok"); });
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Done."));
        using var own = new Activity("own").Start();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == AgentTelemetry.Name, Sample = (ref _) => ActivitySamplingResult.None };
        ActivitySource.AddActivityListener(listener);

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);

        seen!.TraceId.Should().Be(own.TraceId);
    }

    private static Dictionary<string, object?> TagsOf(Activity span) => new(span.TagObjects);

    private static Agent AgentOf(LoopBench bench, TelemetryProbe probe, string? instructions = null) => new(bench.Endpoint, probe.Model)
    {
        Name = "tester",
        Instructions = instructions,
        Tools = bench.Declared,
        Options = bench.Options,
        Journal = bench.Journal,
        Logger = probe,
    };
}
