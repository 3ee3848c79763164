using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts objects to JSON with the serializer of the abstractions.</summary>
internal static class JsonText
{
    // The options of the abstractions know their types and, where reflection is available, all others.
    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the value as JSON text; <c>null</c> for null.</summary>
    /// <exception cref="NotSupportedException">The serializer does not know the type.</exception>
    public static string Of(object? value) =>
        value is null ? "null" : JsonSerializer.Serialize(value, Options.GetTypeInfo(value.GetType()));

    /// <summary>Returns the value as a node without a parent.</summary>
    public static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        _ => JsonNode.Parse(Of(value)),
    };

    /// <summary>Returns the node as an immutable element.</summary>
    public static JsonElement ElementOf(JsonNode node)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            node.WriteTo(writer);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Returns the items as an array.</summary>
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

    /// <summary>Returns a member of an object; null if there is none, or the value is not an object.</summary>
    public static JsonElement? TryGetMember(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>Returns the members of an object; null for any other value.</summary>
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

    /// <summary>Parses an object and returns its members; null if the text is not an object.</summary>
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
