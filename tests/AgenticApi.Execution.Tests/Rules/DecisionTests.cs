using System.Text.Json;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Repair, approval and decisions before the tool of a call runs.</summary>
public class DecisionTests
{
    private static readonly JsonElement NeedsCity = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""u8);
    private readonly List<string> _ran = [];

    [Fact]
    public async Task Repair_is_asked_once_and_its_arguments_run()
    {
        await using var bench = await LoopBench.StartAsync();
        var asked = new List<string>();
        Add(bench, tool => tool with { Repair = (_, error) => { asked.Add(error); return """{"city":"Paris"}"""; } });

        var output = await AnswerOfAsync(bench, """{"town":"Paris"}""");

        output.Should().Be("ok");
        asked.Should().ContainSingle().Which.Should().Contain("city");
        _ran.Should().Equal("""{"city":"Paris"}""");
    }

    [Fact]
    public async Task Repair_that_does_not_help_is_not_asked_again_and_the_model_is_told_what_it_did_wrong()
    {
        await using var bench = await LoopBench.StartAsync();
        var asked = 0;
        Add(bench, tool => tool with { Repair = (_, _) => { asked++; return "[]"; } });

        (await AnswerOfAsync(bench, """{"town":"Paris"}""")).Should().Contain("invalid_arguments").And.Contain("city");
        asked.Should().Be(1);
        _ran.Should().BeEmpty();
    }

    [Theory]
    [InlineData("repair")]
    [InlineData("approve")]
    [InlineData("approve gives null")]
    [InlineData("approve is cancelled")]
    public async Task Callback_that_throws_answers_its_call_and_the_run_goes_on(string which)
    {
        await using var bench = await LoopBench.StartAsync();
        Add(bench, tool => which switch
        {
            "repair" => tool with { Repair = (_, _) => throw new InvalidOperationException("password=x") },
            "approve" => tool with { Approve = _ => throw new InvalidOperationException("password=x") },
            "approve is cancelled" => tool with { Approve = _ => throw new OperationCanceledException("password=x") },
            _ => tool with { Approve = _ => null! },
        });

        var output = await AnswerOfAsync(bench, which == "repair" ? "{}" : """{"city":"Paris"}""");

        output.Should().Contain("error").And.NotContain("password");
        bench.Events.OfType<CallFinished>().Single().Exception.Should().NotBeNull();
        _ran.Should().BeEmpty();
    }

    [Fact]
    public async Task Approval_is_asked_only_about_arguments_that_fit()
    {
        await using var bench = await LoopBench.StartAsync();
        var asked = 0;
        Add(bench, tool => tool with { Approve = _ => { asked++; return Approval.Ask; } });

        (await AnswerOfAsync(bench, """{"city":1}""")).Should().Contain("invalid_arguments").And.Contain("city");
        asked.Should().Be(0);
    }

    [Theory]
    [InlineData("""{"city":"Rome"}""", "ok")]
    [InlineData("""{"city":1}""", "invalid_arguments")]
    public async Task Arguments_of_an_approval_are_checked_like_those_of_the_model_and_not_repaired(string arguments, string told)
    {
        await using var bench = await LoopBench.StartAsync();
        var repaired = 0;
        Add(bench, tool => tool with { Approve = _ => Approval.RunWith(JsonElement.Parse(arguments)), Repair = (_, _) => { repaired++; return """{"city":"Oslo"}"""; } });

        (await AnswerOfAsync(bench, """{"city":"Paris"}""")).Should().Contain(told);
        _ran.Should().Equal(told == "ok" ? [arguments] : []);
        repaired.Should().Be(0);
    }

    [Fact]
    public async Task Refused_call_does_not_run_and_the_model_is_told_why()
    {
        await using var bench = await LoopBench.StartAsync();
        Add(bench, tool => tool with { Approve = _ => Approval.Refuse("Not on Sundays.") });

        (await AnswerOfAsync(bench, """{"city":"Paris"}""")).Should().Contain("refused").And.Contain("Not on Sundays.");
        _ran.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"city":"Rome"}""", "ok")]
    [InlineData("""{"city":1}""", "invalid_arguments")]
    public async Task Arguments_of_a_decision_are_checked_and_run(string arguments, string told)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        Add(bench, tool => tool with { Approve = _ => Approval.Ask, Repair = (_, _) => """{"city":"Oslo"}""" });
        Script(bench, """{"city":"Paris"}""");
        var waiting = await bench.RunAsync().InTime();
        waiting.Pending.Single().Reason.Should().Be(PendingReason.Approval);

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(waiting.RunId, [RunDecision.RunWith(waiting.Pending[0], JsonElement.Parse(arguments))])).InTime();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Single().Should().Contain(told);
        _ran.Should().Equal(told == "ok" ? [arguments] : []);
    }

    [Fact]
    public async Task Calls_of_the_caller_wait_while_siblings_run_and_go_on_with_the_answers()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Declared.Add(Tool.FromDeclaration(JsonElement.Parse("""{"type":"function","name":"look","parameters":{"type":"object"}}"""u8)));
        bench.Tool("weather", "sunny");
        bench.Server.Round(r => r.Call("look", "{}", "call_1").Call("weather", "{}", "call_2").Call("look", """{"n":2}""", "call_3")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync().InTime();
        result.Outcome.Should().Be(RunOutcome.Waiting);
        result.Pending.Should().HaveCount(2).And.OnlyContain(pending => pending.Reason == PendingReason.Caller);
        bench.Tools.Executions("weather").Should().Be(1);

        // Answered one after the other, the second one first.
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(result.RunId, [RunDecision.Answer(result.Pending[1], ToolOutput.FromText("three"))])).InTime();
        result.Pending.Should().ContainSingle().Which.Call.CallId.Should().Be("call_1");
        bench.Server.Requests.Should().HaveCount(1);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(result.RunId, [RunDecision.Answer(result.Pending[0], ToolOutput.FromText("one"))])).InTime();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal("call_1=one", "call_2=sunny", "call_3=three");
        bench.Tools.Executions("weather").Should().Be(1);
    }

    [Fact]
    public async Task Decision_to_answer_without_an_output_leaves_the_call_waiting()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        Add(bench, tool => tool with { Approve = _ => Approval.Ask });
        Script(bench, """{"city":"Paris"}""");
        var waiting = await bench.RunAsync().InTime();

        var empty = new RunDecision(waiting.Pending[0].Call.Key, waiting.Pending[0].Digest, DecisionKind.Answer);
        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(waiting.RunId, [empty])).InTime();

        result.Outcome.Should().Be(RunOutcome.Waiting);
        result.Pending.Single().Reason.Should().Be(PendingReason.Approval);
        _ran.Should().BeEmpty();
    }

    private void Add(LoopBench bench, Func<Tool, Tool> change) => bench.Declared.Add(change(Tool.FromSchema("weather", "The weather.", NeedsCity, (arguments, _) =>
    {
        _ran.Add(arguments.GetRawText());
        return Task.FromResult(ToolOutput.FromText("ok"));
    })));

    private static void Script(LoopBench bench, string arguments) => bench.Server.Round(r => r.Call("weather", arguments, "call_1")).Round(r => r.Text("Done."));

    private static async Task<string> AnswerOfAsync(LoopBench bench, string arguments)
    {
        Script(bench, arguments);
        (await bench.RunAsync().InTime()).Outcome.Should().Be(RunOutcome.Completed);
        return bench.Outputs(1).Single()["call_1=".Length..];
    }
}
