using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts deviations to JSON, so that they are serialized with the message.</summary>
internal static class DeviationJson
{
    public static JsonElement Of(IEnumerable<Deviation> deviations) => JsonText.ElementOf(new JsonArray([.. deviations.Select(Of)]));

    private static JsonNode Of(Deviation deviation)
    {
        var json = new JsonObject
        {
            ["kind"] = deviation.Kind.ToString(),
            ["severity"] = deviation.Severity.ToString(),
            ["action"] = deviation.Action,
            ["event_type"] = deviation.EventType,
            ["sequence_number"] = deviation.SequenceNumber,
            ["output_index"] = deviation.OutputIndex,
            ["item_id"] = deviation.ItemId,
        };
        foreach (var name in json.Where(static member => member.Value is null).Select(static member => member.Key).ToList())
        {
            json.Remove(name);
        }

        return json;
    }
}
