using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>Outputs whose next response did not end are sent again when the run is resumed.</summary>
public class KeptOutputTests
{
    public static TheoryData<Continuation, string> Cases
    {
        get
        {
            var cases = new TheoryData<Continuation, string>();
            foreach (var continuation in Enum.GetValues<Continuation>())
            {
                foreach (var end in (string[])["truncated", "truncated at its tool", "cancelled", "failed at the limit", "refused at the limit", "failed, and its host ended"])
                {
                    cases.Add(continuation, end);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Outputs_that_no_response_took_are_sent_once_when_the_run_is_resumed(Continuation continuation, string end)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("look").Tool("pay", "paid");
        bench.Options = bench.Options with { Continuation = continuation, MaxRecoveries = 0, MaxRounds = end.EndsWith("limit", StringComparison.Ordinal) ? 1 : 40, AnswerAtLimit = true };
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => _ = end switch
        {
            "truncated" => r.Text("Half").DropAfter(3).Once(),
            "truncated at its tool" => r.Call("pay", "{}", "call_2").Text("x").Pause(bench.Tools.HasStarted(2)).DropHere().Once(),
            "refused at the limit" => r.Status(403).Once(),
            "cancelled" => r.Text("Half").StallAfter(3).Once(),
            _ => r.Ending("failed", "server_error"),
        });
        await EndAsync(bench, continuation, end);
        bench.Options = bench.Options with { MaxRounds = 40 };
        if (end == "truncated at its tool" && continuation != Continuation.Items)
        {
            // The model asks for the same again.
            bench.Server.Round(r => r.Call("pay", "{}", "call_3"));
        }

        bench.Server.Always(r => r.Text("Done."));
        var posts = bench.Server.Requests.Count;

        var result = await bench.ReadAsync(bench.Agent.ResumeAsync(ResumeBench.RunId));

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("Done.");
        bench.Outputs(posts).First().Should().Be("call_1=ok");
        bench.Outputs(posts).Should().OnlyHaveUniqueItems();
        bench.Server.Refusals.Should().NotContain(refusal => refusal.Status != 404);
        bench.Tools.Repeated.Should().BeEmpty();
        bench.Tools.Started.Should().HaveCount(end == "truncated at its tool" ? 2 : 1);
        result.Items.OfType<FunctionCallOutputItem>().Select(item => item.CallId).Should().OnlyHaveUniqueItems().And.HaveCount(end == "truncated at its tool" ? 2 : 1);
    }

    private static async Task EndAsync(LoopBench bench, Continuation continuation, string end)
    {
        using var cancel = new CancellationTokenSource();
        var journal = bench.Journal!;
        if (end == "failed, and its host ended")
        {
            bench.Journal = new CutJournal(journal, at: 9, keeps: false);
        }

        var run = bench.Agent.RunAsync(ResponseRequest.FromText("Hello") with { Conversation = continuation == Continuation.Conversation ? "conv_1" : null }, ResumeBench.RunId, cancel.Token);
        try
        {
            await foreach (var e in run)
            {
                if (end == "cancelled" && e is StreamedEvent { Round: 1 })
                {
                    await cancel.CancelAsync();
                }

                if (e is RunEnded { Result: var result })
                {
                    result.Outcome.Should().Be(end[..5] switch { "trunc" => RunOutcome.Truncated, "cance" => RunOutcome.Cancelled, _ => RunOutcome.Stopped });
                }
            }
        }
        catch (IOException)
        {
            bench.Journal = journal;
        }
    }
}
