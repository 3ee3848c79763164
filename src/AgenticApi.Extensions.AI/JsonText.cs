using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>JSON from objects, without reflection of its own.</summary>
internal static class JsonText
{
    // Of the abstractions: their types, and with reflection all others.
    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The value as JSON text; null is <c>null</c>.</summary>
    /// <exception cref="NotSupportedException">The type is unknown to the serializer of the abstractions.</exception>
    public static string Of(object? value) =>
        value is null ? "null" : JsonSerializer.Serialize(value, Options.GetTypeInfo(value.GetType()));

    /// <summary>The value as a node, which has no parent.</summary>
    public static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        _ => JsonNode.Parse(Of(value)),
    };

    public static JsonElement ElementOf(JsonNode node)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            node.WriteTo(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>The items as one array.</summary>
    public static JsonElement ArrayOf(IEnumerable<OutputItem> items)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartArray();
            foreach (var item in items)
            {
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(item.Json), skipInputValidation: true);
            }

            writer.WriteEndArray();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static JsonElement? TryGetMember(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The members of an object; null where it is none.</summary>
    public static Dictionary<string, object?>? MembersOf(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            members[member.Name] = member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
        }

        return members;
    }

    /// <summary>The members of an object in a text; null where it holds none.</summary>
    public static Dictionary<string, object?>? MembersOf(string text)
    {
        try
        {
            return MembersOf(JsonElement.Parse(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
