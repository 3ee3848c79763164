using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>Ends responses whose lease has expired because their host has died.</summary>
internal static class AbandonedResponse
{
    /// <summary>
    /// Ends the response as <c>failed</c>, with the output of all stored events. If several hosts try this at once, one succeeds. The original
    /// host cannot write to the record any more, because the version has changed.
    /// </summary>
    public static async Task FailAsync(IResponseStore store, KeptResponse kept, CancellationToken cancellationToken)
    {
        var record = await store.ReadAsync(kept.Id, RecordKeys.Events, "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        if (record?.Version != kept.Version)
        {
            return;
        }

        var last = record.Entries.Count > 0 ? RecordKeys.LastSequence(record.Entries[^1].Key) : -1;
        var response = await FailedAsync(kept, record, cancellationToken).ConfigureAwait(false);
        // If the host has not written any event, the stream begins with response.created.
        var chunk = last < 0 ? Event(EventTypes.Created, ++last, JsonObject.Create(kept.Response.Json)!) : "";
        chunk += Event(EventTypes.Failed, ++last, response.DeepClone());
        await store.WriteAsync(
            kept.Id,
            kept.Version,
            [
                new(RecordKeys.Response, Encoding.UTF8.GetBytes(response.ToJsonString())),
                ResponseLog.Entry(kept.State with { HasEnded = true, HasLostHost = true }),
                new(RecordKeys.Lease, null),
                new(RecordKeys.Cancel, null),
                new(RecordKeys.ForEvents(last, isEnd: true), Encoding.UTF8.GetBytes(chunk)),
            ],
            durable: true,
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<JsonObject> FailedAsync(KeptResponse kept, StoredRecord record, CancellationToken cancellationToken)
    {
        using var events = new MemoryStream();
        foreach (var (_, chunk) in record.Entries)
        {
            events.Write(chunk!.Value.Span);
        }

        events.Position = 0;
        var folded = await ResponseAccumulator.FromStreamAsync(events, null, cancellationToken).ConfigureAwait(false);
        var response = JsonObject.Create(kept.Response.Json)!;
        response["status"] = "failed";
        response["error"] = new JsonObject { ["code"] = "server_error", ["message"] = "The host that created the response has stopped working." };
        response["output"] = new JsonArray([.. folded.Response.Output.Select(item => WithoutProgress(item.Json))]);
        return response;
    }

    private static string Event(string type, long sequence, JsonNode response) =>
        $"event: {type}\ndata: {new JsonObject { ["type"] = type, ["sequence_number"] = sequence, ["response"] = response }.ToJsonString()}\n\n";

    private static JsonObject WithoutProgress(JsonElement item)
    {
        var ended = JsonObject.Create(item)!;
        if ((string?)ended["status"] == "in_progress")
        {
            ended["status"] = "incomplete";
        }

        return ended;
    }
}
