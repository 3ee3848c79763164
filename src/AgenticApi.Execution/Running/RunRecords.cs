using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes and reads the records of runs.</summary>
internal static class RunRecords
{
    public static void WriteCall(Utf8JsonWriter json, RoundCall call)
    {
        WriteKey(json, call.Key);
        json.WriteString("executed"u8, call.Executed);
        json.WriteString("digest"u8, call.Digest);
        if (call.Pending is { } pending)
        {
            json.WriteString("pending"u8, pending.ToString());
        }

        json.WritePropertyName("item"u8);
        call.Item.WriteTo(json);
    }

    public static void WriteOutput(Utf8JsonWriter json, RoundCall call, ToolOutput output)
    {
        WriteCall(json, call);
        WriteOutput(json, output);
    }

    private static void WriteOutput(Utf8JsonWriter json, ToolOutput output)
    {
        json.WriteBoolean("error"u8, output.IsError);
        if (output.Text is { } text)
        {
            json.WriteString("text"u8, text);
        }
        else
        {
            json.WritePropertyName("parts"u8);
            output.Parts.WriteTo(json);
        }
    }

    public static ToolOutput ReadOutput(JsonElement record) =>
        record.TryGetProperty("parts"u8, out var parts) ? ToolOutput.FromParts(parts)
        : record.GetProperty("error"u8).GetBoolean() ? ToolOutput.FromError(record.GetProperty("text"u8).GetString()!)
        : ToolOutput.FromText(record.GetProperty("text"u8).GetString()!);

    /// <summary>Writes a decision, which is applied again if the process ends before it has had its effect.</summary>
    public static void WriteDecision(Utf8JsonWriter json, RoundCall call, RunDecision decision)
    {
        WriteCall(json, call);
        json.WriteString("decided_on"u8, decision.Digest);
        json.WriteString("decision"u8, decision.Kind.ToString());
        json.WriteString("arguments"u8, decision.Arguments);
        json.WriteString("reason"u8, decision.Reason);
        if (decision.Output is { } output)
        {
            WriteOutput(json, output);
        }
    }

    public static RunDecision ReadDecision(CallKey key, JsonElement record) =>
        new(key, Text(record, "decided_on") ?? "", Enum.Parse<DecisionKind>(Text(record, "decision")!))
        {
            Arguments = Text(record, "arguments"),
            Reason = Text(record, "reason"),
            Output = record.TryGetProperty("error"u8, out _) ? ReadOutput(record) : null,
        };

    /// <summary>Writes how long processes have executed the run, in milliseconds.</summary>
    public static void WriteElapsed(Utf8JsonWriter json, TimeSpan elapsed) => json.WriteNumber("elapsed"u8, (long)elapsed.TotalMilliseconds);

    /// <summary>Returns how long processes have executed the run; zero if the record does not state it.</summary>
    public static TimeSpan ReadElapsed(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("elapsed"u8, out var elapsed)
            && elapsed.ValueKind == JsonValueKind.Number && elapsed.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and < int.MaxValue * 1000L
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.Zero;

    /// <summary>Writes the beginning of a run, without the instructions and tools of the host.</summary>
    public static void WriteRun(Utf8JsonWriter json, RunState state, ResponseRequest request, string? traceParent)
    {
        WriteTrace(json, traceParent);
        json.WriteString("continuation"u8, state.Continuation.ToString());
        json.WriteString("conversation"u8, state.Template.Conversation);
        json.WriteString("conversation_end"u8, state.ConversationEnd);
        json.WriteString("previous_response_id"u8, state.Template.PreviousResponseId);
        json.WriteStartArray("tools"u8);
        foreach (var name in state.KnownTools)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        OwnMembers.Write(json, request);
        WriteItems(json, "input", state.Template.Input);
    }

    /// <summary>Writes the result of a run, so that it can be returned again.</summary>
    public static void WriteEnd(Utf8JsonWriter json, RunResult result, IReadOnlyList<OutputItem> kept)
    {
        json.WriteString("outcome"u8, result.Outcome.ToString());
        json.WriteString("reason"u8, result.StopReason.ToString());
        WriteUsage(json, result.Usage);
        WriteItems(json, "kept", kept);
        if (result.Response is not { } last)
        {
            return;
        }

        json.WriteString("ending"u8, last.Ending.ToString());
        json.WriteStartObject("response"u8);
        foreach (var member in last.Response.Json.EnumerateObject())
        {
            // Servers repeat members of the request, which may be long and belong to the host.
            if (member.Name is not ("instructions" or "tools" or "input"))
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    public static AccumulatedResponse? ReadLastResponse(JsonElement record) =>
        record.TryGetProperty("response"u8, out var response)
            ? new AccumulatedResponse(ResponseAccumulator.FromJson(response.GetRawText()).Response, Enum.Parse<Ending>(Text(record, "ending")!), [])
            : null;

    public static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static RoundCall ReadCall(string runId, JsonElement record) =>
        new(new CallKey(runId, record.GetProperty("round"u8).GetInt32(), record.GetProperty("position"u8).GetInt32()), OutputItem.FromJson(record.GetProperty("item"u8).Clone()))
        {
            Executed = record.GetProperty("executed"u8).GetString()!,
        };

    /// <summary>Writes the trace context in which the run began.</summary>
    private static void WriteTrace(Utf8JsonWriter json, string? traceParent)
    {
        if (traceParent is not null)
        {
            json.WriteString("trace"u8, traceParent);
        }
    }

    /// <summary>Returns the trace context in which the run began; null if there was none.</summary>
    public static string? ReadTrace(IReadOnlyList<RunRecord> records) =>
        records.Count > 0 && records[0].Json is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty("trace"u8, out var trace) && trace.ValueKind == JsonValueKind.String
            ? trace.GetString()
            : null;

    /// <summary>Writes a response that has ended, and its calls.</summary>
    public static void WriteResponse(Utf8JsonWriter json, RunState state, AccumulatedResponse result)
    {
        json.WriteNumber("round"u8, state.Round);
        json.WriteString("id"u8, state.LastResponseId);
        json.WriteString("ending"u8, result.Ending.ToString());
        WriteUsage(json, result.Response.Usage);
        WriteItems(json, "items", state.OpenItems);
        json.WriteStartArray("calls"u8);
        foreach (var call in state.Open ?? [])
        {
            json.WriteStartObject();
            WriteCall(json, call);
            json.WriteString("call_id"u8, call.FinalCallId);
            json.WriteBoolean("left_out"u8, call.IsLeftOut);
            json.WriteBoolean("ran_otherwise"u8, call.RanOtherwise);
            json.WriteBoolean("discarded"u8, call.State == CallState.Discarded || call.IsReplaced);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the items that a round adds to the conversation, and the counters of the run.</summary>
    public static void WriteClosed(Utf8JsonWriter json, RunState state, List<OutputItem> items, List<OutputItem> outputs)
    {
        json.WriteNumber("round"u8, state.Round);
        json.WriteString("id"u8, state.LastResponseId);
        json.WriteNumber("failed_rounds"u8, state.FailedRounds);
        json.WriteString("repeated"u8, state.Repeated.Signature);
        json.WriteNumber("repetitions"u8, state.Repeated.Count);
        WriteItems(json, "items", items);
        WriteItems(json, "outputs", outputs);
    }

    private static void WriteItems(Utf8JsonWriter json, string name, IEnumerable<OutputItem> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            item.WriteTo(json);
        }

        json.WriteEndArray();
    }

    public static List<OutputItem> ReadItems(JsonElement record, string name) =>
        record.TryGetProperty(name, out var items) ? [.. items.EnumerateArray().Select(static item => OutputItem.FromJson(item.Clone()))] : [];

    private static void WriteUsage(Utf8JsonWriter json, ResponseUsage? usage)
    {
        if (usage is not null)
        {
            json.WritePropertyName("usage"u8);
            usage.WriteTo(json);
        }
    }

    private static void WriteKey(Utf8JsonWriter json, CallKey key)
    {
        json.WriteNumber("round"u8, key.Round);
        json.WriteNumber("position"u8, key.Position);
    }
}
