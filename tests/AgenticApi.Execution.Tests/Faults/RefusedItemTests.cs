using System.Text.Json;
using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>The server refuses what other servers ask for: ids of items, encrypted reasoning.</summary>
public class RefusedItemTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Ids_that_the_server_refuses_are_left_out_from_then_on(int status)
    {
        await using var bench = await LoopBench.StartAsync(new ModelServerOptions { RefuseUnstoredIds = true, UnstoredItemStatus = status });
        bench.Tool("weather");
        bench.Server.Round(r => r.Reasoning("Hm.", encrypted: "AAAA").Call("weather", """{"n":1}""", "call_1")).Round(r => r.Call("weather", """{"n":2}""", "call_2")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { Store = false });

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().ContainSingle();
        bench.Server.Requests[^1].Input.Select(item => item.TryGetProperty("id", out _)).Should().NotContain(true);
        bench.Server.Requests[^1].Input.Select(TypeOf).Should().Equal("message", "reasoning", "function_call", "function_call_output", "function_call", "function_call_output");
        bench.Tools.Executions("weather").Should().Be(2);
    }

    [Fact]
    public async Task Ids_of_the_first_input_are_left_out_too_where_they_are_refused()
    {
        await using var bench = await LoopBench.StartAsync(new ModelServerOptions { RefuseUnstoredIds = true });
        bench.Server.Round(r => r.Text("Done."));
        var said = OutputItem.FromJson(JsonElement.Parse("""{"type":"message","id":"msg_of_another","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]}"""u8));

        var result = await bench.RunAsync(ResponseRequest.FromItems(MessageItem.User("Hello"), said, MessageItem.User("Go on.")));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().ContainSingle();
    }

    [Fact]
    public async Task Include_that_the_server_refuses_is_left_out_from_then_on()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Reasoning("Hm.").Call("weather", "{}", "call_1")).Round(r => r.Text("Done."));
        using var client = RefusingHandler.ClientOf(bench, request: 1, 400, "Unknown value of include: reasoning.encrypted_content.", "include");
        var agent = new Agent(new ResponsesEndpoint(client), "scripted") { Tools = bench.Declared, Options = bench.Options };

        var result = await bench.ReadAsync(agent.RunAsync(ResponseRequest.FromText("Hello") with { Store = false, ReasoningEffort = "low" }));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Requests.Should().HaveCount(2).And.NotContain(request => request.Member("include") != null);
        bench.Server.Refusals.Should().BeEmpty();
    }

    [Theory]
    [InlineData(null, "message", "function_call", "function_call_output")]
    [InlineData("AAAA", "message", "reasoning", "function_call", "function_call_output")]
    public async Task Reasoning_is_sent_to_a_server_that_stores_nothing_only_where_it_is_encrypted(string? encrypted, params string[] types)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Reasoning("Hm.", encrypted).Call("weather", "{}", "call_1")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { Store = false });

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Server.Requests[1].Input.Select(TypeOf).Should().Equal(types);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_of_a_broken_response_stays_with_the_call_that_it_led_to(bool isStored)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server
            .Round(r => r.Reasoning("One.", "AAAA").Call("weather", """{"n":1}""", "call_1").Reasoning("Two.", "BBBB").Pause(bench.Tools.HasStarted(1)).Call("weather", """{"n":2}""", "call_2").DropHere().Once())
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { Store = isStored });

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Requests[^1].Input.Select(TypeOf).Should().Equal("message", "reasoning", "function_call", "function_call_output");
        bench.Server.Refusals.Should().NotContain(refusal => refusal.Status == 400);
    }

    private static string? TypeOf(JsonElement item) => item.GetProperty("type").GetString();
}
