using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Executes one <c>run</c> command: starts or resumes the run, asks for approvals, and reports the result.</summary>
internal sealed class RunSession(RunSettings settings, HttpClient client, IRunView view, CancellationToken stop)
{
    private readonly RunText _text = new();

    /// <summary>Executes the run and reports its result.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        var journal = settings.JournalFolder is { } folder ? new FileRunJournal(folder) : null;
        var agent = new Agent(new ResponsesEndpoint(client), settings.Model)
        {
            Instructions = settings.Instructions,
            Tools = settings.Tools,
            // A run without a stored journal can still wait for an approval at the terminal.
            Journal = (IRunJournal?)journal ?? new InMemoryRunJournal(),
            Options = new() { Continuation = settings.Continuation, MaxRounds = settings.MaxRounds, MaxParallelCalls = settings.MaxParallelCalls },
        };
        if (settings.Resumed is not { } runId)
        {
            return await FollowAsync(agent, await StartAsync(agent).ConfigureAwait(false)).ConfigureAwait(false);
        }

        var stored = await StoredRun.ReadAsync(journal!, settings.JournalFolder!, runId).ConfigureAwait(false);
        settings.Answers.Check(stored.Known);
        return stored.HasCompleted
            ? ReportAgain(stored, runId)
            : await FollowAsync(agent, Resume(agent, runId, stored.Decide(settings.Approved, settings.Answers))).ConfigureAwait(false);
    }

    private async Task<AgentRun> StartAsync(Agent agent)
    {
        var conversation = settings.Continuation == Continuation.Conversation ? await NewConversation.CreateAsync(client, stop).ConfigureAwait(false) : null;
        return agent.RunAsync(ResponseRequest.FromText(settings.Prompt) with { Store = settings.Store, Conversation = conversation }, runId: null, stop);
    }

    // The journal contains the other members of the first request.
    private AgentRun Resume(Agent agent, string runId, IReadOnlyList<RunDecision> decisions) =>
        agent.ResumeAsync(runId, decisions, settings.Store is null ? null : new ResponseRequest { Store = settings.Store }, stop);

    private async Task<int> FollowAsync(Agent agent, AgentRun run)
    {
        view.Begin(run.Id, settings.JournalFolder is not null);
        while (true)
        {
            var result = await ShowAsync(run).ConfigureAwait(false);
            IReadOnlyList<RunDecision> decisions = [];
            try
            {
                if (result.Outcome == RunOutcome.Waiting && !settings.Json)
                {
                    decisions = await ApprovalPrompt.AskAsync(result.Pending, stop).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                // The user stopped the run instead of answering. Its calls still wait.
                result = result with { Outcome = RunOutcome.Cancelled };
            }

            if (decisions.Count == 0)
            {
                view.End(result);
                return RunEnding.Report(result, settings, stop.IsCancellationRequested);
            }

            run = Resume(agent, run.Id, decisions);
        }
    }

    private async Task<RunResult> ShowAsync(AgentRun run)
    {
        RunResult? result = null;
        await foreach (var e in run.ConfigureAwait(false))
        {
            if (_text.Add(e) is { Length: > 0 } text)
            {
                view.WriteText(e.Round, text);
            }

            view.Show(e);
            result = (e as RunEnded)?.Result;
        }

        return result!;
    }

    /// <summary>Reports the result of a completed run again, without asking the server.</summary>
    private int ReportAgain(StoredRun stored, string runId)
    {
        var result = new RunResult { RunId = runId, Outcome = RunOutcome.Completed, Rounds = stored.Round + 1 };
        view.Begin(runId, isStored: true);
        if (stored.Text.Length > 0)
        {
            view.WriteText(stored.Round, stored.Text);
        }

        view.End(result);
        return RunEnding.Report(result, settings, wasStopped: false);
    }
}
