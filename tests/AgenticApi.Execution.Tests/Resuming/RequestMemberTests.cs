using System.Text.Json.Nodes;
using AgenticApi.Execution.Tests.Journal;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>The members of the first request other than its input are those of a resumed run.</summary>
public class RequestMemberTests
{
    private static readonly ResponseRequest Request = ResponseRequest.FromText("Hello") with
    {
        Model = "own",
        Instructions = "The request's secret.",
        ParallelToolCalls = false,
        Store = false,
        Include = ["message.output_text.logprobs"],
        MaxOutputTokens = 500,
        Temperature = 0.5,
        ReasoningEffort = "low",
        Other = new JsonObject { ["top_p"] = 0.9, ["metadata"] = new JsonObject { ["a"] = "b" }, ["tools"] = new JsonArray(new JsonObject { ["type"] = "web_search", ["key"] = "secret" }) },
    };

    [Fact]
    public async Task Members_of_the_first_request_go_with_a_run_that_is_resumed_without_a_request()
    {
        await using var bench = await StoppedAsync(Request);

        (await bench.ReadAsync(AgentOf(bench).ResumeAsync(ResumeBench.RunId))).Outcome.Should().Be(RunOutcome.Completed);

        var (first, second) = (Members(bench, 0), Members(bench, 1));
        second.Should().Equal(first);
        first.Should().Contain("model", "\"own\"").And.Contain("store", "false").And.Contain("temperature", "0.5").And.Contain("top_p", "0.9").And.ContainKey("reasoning");
        bench.Server.Requests[1].Member("instructions")!.Value.GetString().Should().Be("The agent's.");
        bench.Server.Requests[1].Member("tools")!.Value.ToString().Should().NotContain("web_search").And.Contain("look");
    }

    [Fact]
    public async Task Journal_has_neither_instructions_nor_tools()
    {
        await using var bench = await StoppedAsync(Request);

        string.Concat(bench.Records().Select(record => record.GetRawText())).Should().NotContain("secret").And.NotContain("The agent's.");
    }

    [Fact]
    public async Task Request_that_is_given_on_resuming_takes_the_place_of_the_first_one()
    {
        await using var bench = await StoppedAsync(Request);

        await bench.ReadAsync(AgentOf(bench).ResumeAsync(ResumeBench.RunId, request: new ResponseRequest { Store = false, MaxOutputTokens = 7 }));

        Members(bench, 1).Should().Equal(new Dictionary<string, string> { ["model"] = "\"scripted\"", ["store"] = "false", ["max_output_tokens"] = "7" });
    }

    [Fact]
    public async Task Journal_of_an_older_version_is_resumed_with_what_the_agent_has()
    {
        await using var bench = await StoppedAsync(ResponseRequest.FromText("Hello") with { Temperature = 0.5 });
        var older = new InMemoryRunJournal();
        foreach (var record in bench.Records().Select(record => JsonObject.Create(record)!))
        {
            record.Remove("request");
            record.Remove("elapsed");
            record.Remove("conversation_end");
            await older.AppendAsync(TestRecords.Raw(record["seq"]!.GetValue<int>(), record.ToJsonString()));
        }

        bench.Journal = older;

        (await bench.ReadAsync(AgentOf(bench).ResumeAsync(ResumeBench.RunId))).Outcome.Should().Be(RunOutcome.Completed);

        Members(bench, 1).Keys.Should().Equal("model");
    }

    private static Agent AgentOf(LoopBench bench) => new(bench.Endpoint, "scripted") { Instructions = "The agent's.", Tools = bench.Declared, Journal = bench.Journal };

    private static async Task<LoopBench> StoppedAsync(ResponseRequest request)
    {
        var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("look");
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Done."));
        var run = AgentOf(bench).RunAsync(request, ResumeBench.RunId);
        run.StopAfterRound();
        (await bench.ReadAsync(run)).StopReason.Should().Be(StopReason.Requested);
        return bench;
    }

    /// <summary>Returns the members of a request other than input, instructions and tools.</summary>
    private static Dictionary<string, string> Members(LoopBench bench, int request) => bench.Server.Requests[request].Body.EnumerateObject()
        .Where(member => member.Name is not ("input" or "instructions" or "tools" or "stream")).ToDictionary(member => member.Name, member => member.Value.GetRawText());
}
