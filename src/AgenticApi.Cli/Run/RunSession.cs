using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>One run from the command's beginning to its exit code, with the approvals in between.</summary>
internal sealed class RunSession(RunSettings settings, HttpClient client, IRunView view, CancellationToken stop)
{
    private readonly RunText _text = new();

    /// <summary>Runs, and says how it ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        var journal = settings.JournalFolder is { } folder ? new FileRunJournal(folder) : null;
        var agent = new Agent(new ResponsesEndpoint(client), settings.Model)
        {
            Instructions = settings.Instructions,
            Tools = settings.Tools,
            // In memory, a run can still wait for the person at the terminal.
            Journal = (IRunJournal?)journal ?? new InMemoryRunJournal(),
            Options = new() { Continuation = settings.Continuation, MaxRounds = settings.MaxRounds, MaxParallelCalls = settings.MaxParallelCalls },
        };
        if (settings.Resumed is not { } runId)
        {
            return await FollowAsync(agent, await BeginAsync(agent).ConfigureAwait(false)).ConfigureAwait(false);
        }

        var stored = await StoredRun.ReadAsync(journal!, settings.JournalFolder!, runId).ConfigureAwait(false);
        settings.Answers.Check(stored.Known);
        return stored.HasCompleted
            ? Repeat(stored, runId)
            : await FollowAsync(agent, Resume(agent, runId, stored.Decide(settings.Approved, settings.Answers))).ConfigureAwait(false);
    }

    private async Task<AgentRun> BeginAsync(Agent agent)
    {
        var conversation = settings.Continuation == Continuation.Conversation ? await NewConversation.BeginAsync(client, stop).ConfigureAwait(false) : null;
        return agent.RunAsync(ResponseRequest.FromText(settings.Prompt) with { Store = settings.Store, Conversation = conversation }, runId: null, stop);
    }

    // The journal knows the rest of the first request.
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
                decisions = result.Outcome == RunOutcome.Waiting && !settings.Json ? await ApprovalPrompt.AskAsync(result.Pending, stop).ConfigureAwait(false) : [];
            }
            catch (OperationCanceledException)
            {
                // The person stopped the run in place of an answer. Its calls wait as before.
                result = result with { Outcome = RunOutcome.Cancelled };
            }

            if (decisions.Count == 0)
            {
                view.End(result);
                return RunEnding.Tell(result, settings, stop.IsCancellationRequested);
            }

            run = Resume(agent, run.Id, decisions);
        }
    }

    private async Task<RunResult> ShowAsync(AgentRun run)
    {
        RunResult? result = null;
        await foreach (var e in run.ConfigureAwait(false))
        {
            if (_text.Take(e) is { Length: > 0 } text)
            {
                view.Say(e.Round, text);
            }

            view.Show(e);
            result = (e as RunEnded)?.Result;
        }

        return result!;
    }

    /// <summary>Says again what a run came to that has completed: resuming it twice does no harm.</summary>
    private int Repeat(StoredRun stored, string runId)
    {
        var result = new RunResult { RunId = runId, Outcome = RunOutcome.Completed, Rounds = stored.Round + 1 };
        view.Begin(runId, isKept: true);
        if (stored.Text.Length > 0)
        {
            view.Say(stored.Round, stored.Text);
        }

        view.End(result);
        return RunEnding.Tell(result, settings, wasStopped: false);
    }
}
