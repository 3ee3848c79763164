using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>Puts the response together from its envelope and its items.</summary>
internal static class ResponseAssembly
{
    /// <summary>Joins two versions of the envelope, the later word winning.</summary>
    public static JsonElement Merge(JsonElement earlier, JsonElement later)
    {
        var added = false;
        var merged = JsonBuilder.Build(writer => added = JsonMerge.Write(earlier, later, writer, conflict: null));
        return added ? merged : later;
    }

    /// <summary>Builds the response.</summary>
    /// <param name="envelope">The response without its items; undefined where no event carried it.</param>
    /// <param name="items">Its items.</param>
    /// <param name="status">Its status; null leaves the envelope's.</param>
    /// <param name="error">What an <c>error</c> event said; undefined where none came.</param>
    /// <param name="truncated">Whether the stream stopped early.</param>
    public static Response Build(
        JsonElement envelope, IReadOnlyList<JsonElement> items, string? status, JsonElement error, bool truncated = false)
    {
        error = IsGiven(envelope, "error"u8) ? default : error;
        if (envelope.ValueKind == JsonValueKind.Object && !truncated && error.ValueKind == JsonValueKind.Undefined
            && HasStatus(envelope, status) && HasItems(envelope, items))
        {
            return new Response(envelope);
        }

        return new Response(JsonBuilder.Build(writer => Write(writer, envelope, items, status, error, truncated)));
    }

    private static void Write(
        Utf8JsonWriter writer, JsonElement envelope, IReadOnlyList<JsonElement> items, string? status, JsonElement error, bool truncated)
    {
        var hasError = error.ValueKind == JsonValueKind.Object;
        writer.WriteStartObject();
        if (envelope.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in envelope.EnumerateObject())
            {
                var name = JsonText.Name(member);
                var replaced = name switch
                {
                    "output" => true,
                    "status" => status is not null,
                    "error" => hasError,
                    "incomplete_details" => truncated,
                    _ => false,
                };
                if (!replaced)
                {
                    writer.WritePropertyName(name);
                    JsonText.Write(writer, member.Value);
                }
            }
        }
        else
        {
            writer.WriteString("object", "response");
        }

        if (status is not null)
        {
            writer.WriteString("status", status);
        }

        if (hasError)
        {
            writer.WritePropertyName("error");
            WriteError(writer, error);
        }

        if (truncated)
        {
            writer.WriteStartObject("incomplete_details");
            writer.WriteString("reason", IncompleteDetails.StreamTruncated);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("output");
        foreach (var item in items)
        {
            JsonText.Write(writer, item);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>An error event that is flat has the event's own fields beside the error's.</summary>
    private static void WriteError(Utf8JsonWriter writer, JsonElement error)
    {
        var isEvent = ItemRules.TypeOf(error) == EventTypes.Error;
        writer.WriteStartObject();
        foreach (var member in error.EnumerateObject())
        {
            if (!isEvent || !(member.NameEquals("type"u8) || member.NameEquals("sequence_number"u8)))
            {
                writer.WritePropertyName(JsonText.Name(member));
                JsonText.Write(writer, member.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static bool HasStatus(JsonElement envelope, string? status) =>
        status is null || ItemRules.Text(envelope, "status"u8) == status;

    /// <summary>Whether the envelope's own output is these very items, so that it can stand as it came.</summary>
    private static bool HasItems(JsonElement envelope, IReadOnlyList<JsonElement> items)
    {
        if (!envelope.TryGetProperty("output"u8, out var output) || output.ValueKind != JsonValueKind.Array)
        {
            return items.Count == 0;
        }

        if (output.GetArrayLength() != items.Count)
        {
            return false;
        }

        var place = 0;
        foreach (var item in output.EnumerateArray())
        {
            if (!JsonMarshal.GetRawUtf8Value(item).SequenceEqual(JsonMarshal.GetRawUtf8Value(items[place++])))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsGiven(JsonElement envelope, ReadOnlySpan<byte> name) =>
        envelope.ValueKind == JsonValueKind.Object && envelope.TryGetProperty(name, out var value) && !JsonMerge.IsEmpty(value);
}
