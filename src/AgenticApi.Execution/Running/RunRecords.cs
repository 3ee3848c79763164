using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>How a run's records are written and read.</summary>
internal static class RunRecords
{
    public static void WriteCall(Utf8JsonWriter json, RoundCall call)
    {
        WriteKey(json, call.Key);
        json.WriteString("executed"u8, call.Executed);
        json.WriteString("digest"u8, ToolArguments.Digest(call.Name, call.Executed));
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

    public static RoundCall ReadCall(string runId, JsonElement record) =>
        new(new CallKey(runId, record.GetProperty("round"u8).GetInt32(), record.GetProperty("position"u8).GetInt32()), OutputItem.FromJson(record.GetProperty("item"u8).Clone()))
        {
            Executed = record.GetProperty("executed"u8).GetString()!,
        };

    /// <summary>Writes the trace in which the run was begun.</summary>
    public static void WriteTrace(Utf8JsonWriter json, string? traceParent)
    {
        if (traceParent is not null)
        {
            json.WriteString("trace"u8, traceParent);
        }
    }

    /// <summary>The trace in which the run was begun; null where there was none.</summary>
    public static string? ReadTrace(IReadOnlyList<RunRecord> records) =>
        records.Count > 0 && records[0].Json is { ValueKind: JsonValueKind.Object } first && first.TryGetProperty("trace"u8, out var trace) && trace.ValueKind == JsonValueKind.String
            ? trace.GetString()
            : null;

    /// <summary>Writes a response that has ended, with its calls.</summary>
    public static void WriteResponse(Utf8JsonWriter json, RunState state, AccumulatedResponse result)
    {
        json.WriteNumber("round"u8, state.Round);
        json.WriteString("id"u8, state.LastResponseId);
        json.WriteString("ending"u8, result.Ending.ToString());
        if (result.Response.Usage is { } usage)
        {
            json.WritePropertyName("usage"u8);
            usage.WriteTo(json);
        }

        WriteItems(json, "items", state.OpenItems);
        json.WriteStartArray("calls"u8);
        foreach (var call in state.Open ?? [])
        {
            json.WriteStartObject();
            WriteCall(json, call);
            json.WriteString("call_id"u8, call.FinalCallId);
            json.WriteBoolean("left_out"u8, call.IsLeftOut);
            json.WriteBoolean("ran_otherwise"u8, call.RanOtherwise);
            json.WriteBoolean("discarded"u8, call.State == CallState.Discarded);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteItems(Utf8JsonWriter json, string name, IEnumerable<OutputItem> items)
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

    private static void WriteKey(Utf8JsonWriter json, CallKey key)
    {
        json.WriteNumber("round"u8, key.Round);
        json.WriteNumber("position"u8, key.Position);
    }
}
