using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticApi.Execution.Schemas;

namespace AgenticApi.Execution;

/// <summary>Writes, reads and checks the objects of <c>tools</c>.</summary>
internal static class ToolDeclaration
{
    private const int MaxNameChars = 64;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static JsonElement Function(string name, string description, JsonElement parameters, bool strict)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(description);
        if (parameters.ValueKind != JsonValueKind.Object || !parameters.TryGetProperty("type", out _))
        {
            throw NoObjectSchema();
        }

        CheckParameters(parameters);
        return Write(writer =>
        {
            writer.WriteString("type", "function");
            writer.WriteString("name", name);
            writer.WriteString("description", description);
            writer.WritePropertyName("parameters");
            writer.WriteRawValue(parameters.GetRawText());

            // Some servers treat a missing "strict" as true.
            writer.WriteBoolean("strict", strict && StrictSchema.IsStrict(parameters));
        });
    }

    internal static JsonElement Custom(string name, string description, JsonElement format)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(description);
        if (format.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            throw new ArgumentException("The format of a custom tool must be a JSON object.", nameof(format));
        }

        return Write(writer =>
        {
            writer.WriteString("type", "custom");
            writer.WriteString("name", name);
            writer.WriteString("description", description);
            if (format.ValueKind == JsonValueKind.Object)
            {
                writer.WritePropertyName("format");
                writer.WriteRawValue(format.GetRawText());
            }
        });
    }

    /// <summary>Returns the <c>type</c>.</summary>
    /// <exception cref="ArgumentException">The declaration is not an object with a <c>type</c>.</exception>
    internal static string TypeOf(JsonElement declaration) =>
        Text(declaration, "type") is { Length: > 0 } type
            ? type
            : throw new ArgumentException("The declaration of a tool must be a JSON object with a \"type\".", nameof(declaration));

    /// <summary>Returns the <c>name</c>; empty if there is none.</summary>
    internal static string NameOf(JsonElement declaration) => Text(declaration, "name") ?? "";

    /// <summary>Returns the <c>parameters</c>; undefined if they are absent or null.</summary>
    internal static JsonElement ParametersOf(JsonElement declaration) =>
        declaration.TryGetProperty("parameters", out var parameters) && parameters.ValueKind != JsonValueKind.Null ? parameters : default;

    internal static JsonElement Copy(JsonElement declaration) => declaration.Clone();

    internal static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxNameChars || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw new ArgumentException($"The name of a tool must match ^[a-zA-Z0-9_-]{{1,{MaxNameChars}}}$, and {SchemaWords.Quoted(name)} does not.", nameof(name));
        }
    }

    /// <summary>Checks that parameters are a schema of objects. Undefined parameters, and those without a <c>type</c>, accept all objects.</summary>
    internal static void CheckParameters(JsonElement parameters)
    {
        if (parameters.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        if (parameters.ValueKind != JsonValueKind.Object || (parameters.TryGetProperty("type", out _) && Text(parameters, "type") != "object"))
        {
            throw NoObjectSchema();
        }

        try
        {
            _ = CanonicalJson.Of(parameters);
        }
        catch (InvalidOperationException exception)
        {
            throw new ArgumentException("The schema of a tool's arguments contains an incomplete surrogate pair, or is nested too deeply.", exception);
        }
    }

    private static ArgumentException NoObjectSchema() => new("The schema of a tool's arguments must be a JSON object whose \"type\" is \"object\".");

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        try
        {
            return JsonElement.Parse(buffer.WrittenSpan);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("The declaration of a tool is nested too deeply.", exception);
        }
    }
}
