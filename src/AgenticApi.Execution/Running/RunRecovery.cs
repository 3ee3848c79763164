using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Makes a run's state out of its records.</summary>
internal static class RunRecovery
{
    /// <summary>The state after the last record.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="records">Its records; at least the first one.</param>
    /// <param name="template">What each request has beside its input: secrets and tools are not in the journal.</param>
    /// <param name="outcome">How the run ended; null where it did not.</param>
    /// <exception cref="InvalidOperationException">The records are those of no run.</exception>
    public static RunState Fold(string runId, IReadOnlyList<RunRecord> records, ResponseRequest template, out RunOutcome? outcome)
    {
        outcome = null;
        var first = records.Count > 0 ? records[0].Json : default;
        if (first.ValueKind != JsonValueKind.Object || Kind(first) != "run")
        {
            throw new InvalidOperationException($"The journal has no run '{runId}'. Give the id of a run that was started with this journal.");
        }

        var state = RunState.Begin(
            template with { Input = RunRecords.ReadItems(first, "input"), Conversation = Text(first, "conversation") ?? template.Conversation },
            Enum.Parse<Continuation>(Text(first, "continuation")!));
        for (var i = 1; i < records.Count; i++)
        {
            Take(state, runId, records[i].Json, ref outcome);
        }

        return state;
    }

    private static void Take(RunState state, string runId, JsonElement record, ref RunOutcome? outcome)
    {
        switch (Kind(record))
        {
            case "round":
                state.Round = record.GetProperty("round"u8).GetInt32();
                state.IsBegun = true;
                outcome = null;
                break;
            case "created":
                state.BegunResponseId = Text(record, "id");
                break;
            case "call":
                var started = CallOf(state, runId, record);
                started.WasStarted = true;
                started.State = CallState.Started;
                started.Pending = null;
                state.ToolCalls++;
                break;
            case "waiting":
                var waiting = CallOf(state, runId, record);
                (waiting.State, waiting.Pending) = (CallState.Waiting, Enum.Parse<PendingReason>(Text(record, "pending")!));
                break;
            case "output":
                CallOf(state, runId, record).Answer(RunRecords.ReadOutput(record));
                break;
            case "response":
                TakeResponse(state, runId, record);
                break;
            case "closed":
                state.Close(RunRecords.ReadItems(record, "items"), RunRecords.ReadItems(record, "outputs"), Text(record, "id"));
                break;
            case "end":
                outcome = Enum.Parse<RunOutcome>(Text(record, "outcome")!);
                break;
        }
    }

    private static void TakeResponse(RunState state, string runId, JsonElement record)
    {
        state.IsBegun = false;
        state.LastResponseId = Text(record, "id") ?? state.LastResponseId;
        state.OpenItems = RunRecords.ReadItems(record, "items");
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
            begun.FinalCallId = Text(call, "call_id")!;
            begun.IsLeftOut = call.GetProperty("left_out"u8).GetBoolean();
            begun.RanOtherwise = call.GetProperty("ran_otherwise"u8).GetBoolean();
            if (call.GetProperty("discarded"u8).GetBoolean())
            {
                begun.State = CallState.Discarded;
            }

            state.Open.Add(begun);
        }
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

    private static string? Kind(JsonElement record) => Text(record, "kind");

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
