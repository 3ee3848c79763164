using System.Text.Json.Nodes;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Members of <see cref="ResponseRequest.Other"/> have the same effect as the typed ones.</summary>
public class OtherMemberTests
{
    [Fact]
    public async Task Background_in_other_lets_a_broken_stream_be_resumed()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Server.Round(r => r.Text("All of it.").DropAfter(5));

        var result = await bench.RunAsync(With("background", true));

        (result.Outcome, result.Text, bench.Server.Posts).Should().Be((RunOutcome.Completed, "All of it.", 1));
        bench.Server.Lines.Should().Contain(line => line.Contains("starting_after="));
    }

    [Fact]
    public async Task Store_in_other_says_that_there_is_nothing_to_ask_the_server_for()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { Replay = ReplayPolicy.Always };
        bench.Tool("look");
        bench.Server.Round(r => r.Reasoning("Hm.").Call("look", "{}", "call_1").DropAfter(5)).Round(r => r.Text("Done."));

        (await bench.RunAsync(With("store", false))).Outcome.Should().Be(RunOutcome.Completed);

        bench.Server.Gets.Should().Be(0);
        bench.Server.Requests[^1].Input.Select(item => item.GetProperty("type").GetString()).Should().Equal("message", "function_call", "function_call_output");
    }

    [Fact]
    public async Task Input_in_other_is_the_beginning_of_the_conversation()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("look");
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync(new ResponseRequest { Other = new JsonObject { ["input"] = "Hello" } });

        bench.Server.Requests[1].Input.Should().HaveCount(3);
        result.Items.Should().HaveCount(4);
    }

    [Fact]
    public async Task Response_before_in_other_is_that_of_the_first_round_only()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("look").Options = bench.Options with { Continuation = Continuation.PreviousResponse };
        bench.Server.Round(r => r.Text("Hi.")).Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Done."));
        var before = await bench.RunAsync();

        await bench.RunAsync(With("previous_response_id", before.Response!.Response.Id!));

        bench.Server.Requests.Skip(1).Select(request => request.PreviousResponseId).Should().Equal("resp_1", "resp_2");
    }

    [Fact]
    public async Task Choice_of_tools_in_other_forces_a_call_in_the_first_round_only()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("look");
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Done."));

        await bench.RunAsync(With("tool_choice", "required"));

        bench.Server.Requests.Select(request => request.Member("tool_choice")?.ToString()).Should().Equal("required", null);
    }

    [Fact]
    public async Task Reasoning_in_other_is_asked_for_encrypted_where_the_server_stores_nothing()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Server.Round(r => r.Text("Done."));
        var request = ResponseRequest.FromText("Hello") with { Other = new JsonObject { ["store"] = false, ["reasoning"] = new JsonObject { ["effort"] = "low", ["summary"] = "auto" }, ["include"] = new JsonArray("message.output_text.logprobs") } };

        await bench.RunAsync(request);

        bench.Server.Requests[0].Member("include")!.Value.EnumerateArray().Select(value => value.GetString()).Should().Equal("message.output_text.logprobs", "reasoning.encrypted_content");
        request.Other!.Count.Should().Be(3, "the caller's own stays as it was");
    }

    [Theory]
    [InlineData("store", "\"false\"")]
    [InlineData("background", "1")]
    [InlineData("previous_response_id", "7")]
    [InlineData("conversation", "[]")]
    [InlineData("conversation", "{\"name\":\"x\"}")]
    [InlineData("include", "\"all\"")]
    [InlineData("include", "[1]")]
    [InlineData("input", "7")]
    [InlineData("input", "[7]")]
    [InlineData("tool_choice", "7")]
    [InlineData("model", "7")]
    public async Task Member_in_other_that_the_run_decides_by_and_that_is_of_another_type_is_refused(string name, string value)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        var request = new ResponseRequest { Other = new JsonObject { [name] = JsonNode.Parse(value) } };

        new Action(() => bench.Agent.RunAsync(request)).Should().Throw<ArgumentException>().WithMessage($"*{name}*");
        new Action(() => bench.Agent.ResumeAsync("run_1", request: request)).Should().Throw<ArgumentException>().WithMessage($"*{name}*");
    }

    private static ResponseRequest With(string name, JsonNode value) => ResponseRequest.FromText("Hello") with { Other = new JsonObject { [name] = value } };
}
