using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Restores the state of a run from its records.</summary>
internal static class RunRecovery
{
    /// <summary>Returns the state after the last record.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="records">The records. Those of an unknown kind are ignored.</param>
    /// <param name="request">The members of each request other than its input; null for those of the first request.</param>
    /// <param name="complete">Adds the instructions and tools of the agent, which are not in the journal.</param>
    /// <exception cref="InvalidOperationException">The records do not begin a run.</exception>
    /// <exception cref="RunDataException">A record is damaged, or a newer version wrote it.</exception>
    public static RunState Fold(string runId, IReadOnlyList<RunRecord> records, ResponseRequest? request, Func<ResponseRequest, ResponseRequest> complete)
    {
        if (records.Count == 0 || RunRecords.Text(records[0].Json, "kind") != "run")
        {
            throw new InvalidOperationException($"The journal has no run '{runId}'. Pass the id of a run that was started with this journal.");
        }

        RunState? state = null;
        for (var i = 0; i < records.Count; i++)
        {
            try
            {
                var record = RunRecordFormat.Read(runId, i, records[i].Utf8Json, "Journal").Json;
                state ??= Begin(record, complete(request ?? OwnMembers.Read(record)));
                Apply(state, runId, record);
            }
            catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException or JsonException)
            {
                throw new RunDataException($"Record {i} of run {runId} lacks a member that its kind requires, or has an invalid one.", e);
            }
        }

        return state!;
    }

    private static RunState Begin(JsonElement record, ResponseRequest template)
    {
        template = template with
        {
            Input = RunRecords.ReadItems(record, "input"),
            Conversation = RunRecords.Text(record, "conversation") ?? template.Conversation,
            PreviousResponseId = RunRecords.Text(record, "previous_response_id") ?? template.PreviousResponseId,
        };
        var tools = record.TryGetProperty("tools"u8, out var names) ? names.EnumerateArray().Select(static name => name.GetString()!) : [];
        var state = RunState.Begin(template, Enum.Parse<Continuation>(RunRecords.Text(record, "continuation")!), tools);
        state.ConversationEnd = RunRecords.Text(record, "conversation_end");
        return state;
    }

    private static void Apply(RunState state, string runId, JsonElement record)
    {
        var kind = RunRecords.Text(record, "kind");
        if (kind == RunRecordFormat.EndKind)
        {
            state.Outcome = Enum.Parse<RunOutcome>(RunRecords.Text(record, "outcome")!);
            state.StopReason = Enum.TryParse<StopReason>(RunRecords.Text(record, "reason"), out var reason) ? reason : StopReason.None;
            state.LastResponse = RunRecords.ReadLastResponse(record);
            state.Kept = RunRecords.ReadItems(record, "kept");
            state.Usage = record.TryGetProperty("usage"u8, out var usage) ? RunUsage.Read(usage) : state.Usage;
            return;
        }

        (state.Outcome, state.StopReason) = (null, StopReason.None);
        switch (kind)
        {
            case "round":
                state.Round = record.GetProperty("round"u8).GetInt32();
                state.HasUnnamed |= state is { IsBegun: true, BegunResponseId: null };
                state.IsBegun = true;
                break;
            case "created":
                state.BeginResponse(record.GetProperty("id"u8).GetString()!);
                break;
            case "call" or "waiting" or "output" or "decision" when record.GetProperty("round"u8).GetInt32() >= state.Round:
                // A tool that did not stop may write a record after its round was closed. It is ignored.
                ApplyCall(state, kind, CallOf(state, runId, record), record);
                break;
            case "response":
                ApplyResponse(state, runId, record);
                break;
            case "closed":
                ApplyClosed(state, record);
                break;
        }
    }

    private static void ApplyCall(RunState state, string kind, RoundCall call, JsonElement record)
    {
        state.Decisions.Remove(call.Key);
        switch (kind)
        {
            case "call":
                (call.WasStarted, call.State, call.Pending) = (true, CallState.Started, null);
                call.LostStarts++;
                state.ToolCalls++;
                break;
            case "waiting":
                (call.State, call.Pending) = (CallState.Waiting, Enum.Parse<PendingReason>(RunRecords.Text(record, "pending")!));
                break;
            case "output":
                call.Answer(RunRecords.ReadOutput(record));
                break;
            case "decision":
                state.Decisions[call.Key] = RunRecords.ReadDecision(call.Key, record);
                break;
        }
    }

    private static void ApplyResponse(RunState state, string runId, JsonElement record)
    {
        state.IsBegun = false;
        state.LastResponseId = RunRecords.Text(record, "id") ?? state.LastResponseId;
        state.OpenItems = RunRecords.ReadItems(record, "items");
        if (RunRecords.Text(record, "ending") == nameof(Ending.Completed))
        {
            state.LastResponse = ItemsResponse.Of(state.OpenItems, Statuses.Completed, RunRecords.Text(record, "id"));
        }

        if (record.TryGetProperty("usage"u8, out var usage))
        {
            state.Usage = RunUsage.Add(state.Usage, RunUsage.Read(usage));
        }

        var known = state.Begun.ToList();
        state.Begun.Clear();
        state.Open = [];
        foreach (var call in record.GetProperty("calls"u8).EnumerateArray())
        {
            var read = RunRecords.ReadCall(runId, call);
            var begun = known.Find(other => other.Key == read.Key) ?? read;
            begun.Item = read.Item;
            begun.FinalCallId = RunRecords.Text(call, "call_id")!;
            begun.IsLeftOut = call.GetProperty("left_out"u8).GetBoolean();
            begun.RanOtherwise = call.GetProperty("ran_otherwise"u8).GetBoolean();
            if (call.GetProperty("discarded"u8).GetBoolean())
            {
                begun.State = CallState.Discarded;
            }

            state.Open.Add(begun);
        }
    }

    private static void ApplyClosed(RunState state, JsonElement record)
    {
        if (record.TryGetProperty("failed_rounds"u8, out var failed))
        {
            state.FailedRounds = failed.GetInt32();
            state.Repeated = new RepeatedCalls(RunRecords.Text(record, "repeated")!, record.GetProperty("repetitions"u8).GetInt32());
        }

        state.Close(RunRecords.ReadItems(record, "items"), RunRecords.ReadItems(record, "outputs"), RunRecords.Text(record, "id"));
    }

    private static RoundCall CallOf(RunState state, string runId, JsonElement record)
    {
        var read = RunRecords.ReadCall(runId, record);
        var calls = state.Open ?? state.Begun;
        if (calls.Find(call => call.Key == read.Key) is { } known)
        {
            known.Executed = read.Executed;
            return known;
        }

        calls.Add(read);
        return read;
    }
}
