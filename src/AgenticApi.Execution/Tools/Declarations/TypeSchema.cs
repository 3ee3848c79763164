using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace AgenticApi.Execution;

/// <summary>Makes the schema of a .NET type in the form that models and strict servers accept.</summary>
internal static class TypeSchema
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    internal static JsonElement Of(JsonTypeInfo type) => JsonElement.Parse(type.GetJsonSchemaAsNode(Options).ToJsonString());

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var description = Description(context);
        if (schema is not JsonObject members)
        {
            // The schema "true" of a member that accepts any JSON.
            return description is null ? schema : new JsonObject { ["description"] = description };
        }

        if (!members.ContainsKey("$ref"))
        {
            AddEnumType(members);
            Close(context.TypeInfo, members);
        }

        if (description is not null)
        {
            members.Insert(0, "description", description);
        }

        return members;
    }

    /// <summary>Adds a type to an enum. The exporter leaves it out, and strict servers require it.</summary>
    private static void AddEnumType(JsonObject schema)
    {
        if (schema["enum"] is not JsonArray values || schema.ContainsKey("type"))
        {
            return;
        }

        var texts = values.Count(value => value?.GetValueKind() == JsonValueKind.String);
        var nulls = values.Count(value => value is null);
        if (texts + nulls == values.Count && texts > 0)
        {
            schema.Insert(0, "type", nulls == 0 ? "string" : new JsonArray("string", "null"));
        }
    }

    /// <summary>Closes an object, unless its type keeps unknown members.</summary>
    private static void Close(JsonTypeInfo type, JsonObject schema)
    {
        if (type.Kind != JsonTypeInfoKind.Object || schema.ContainsKey("anyOf") || schema.ContainsKey("additionalProperties"))
        {
            return;
        }

        if (!type.Properties.Any(property => property.IsExtensionData))
        {
            schema.TryAdd("properties", new JsonObject());
            schema.Add("additionalProperties", false);
        }
    }

    private static string? Description(JsonSchemaExporterContext context) =>
        context.PropertyInfo is { } property
            ? Description(property.AttributeProvider) ?? Description(property.AssociatedParameter?.AttributeProvider) ?? Description(context.TypeInfo.Type)
            : Description(context.TypeInfo.Type);

    private static string? Description(ICustomAttributeProvider? provider) =>
        provider?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) is [DescriptionAttribute attribute, ..] ? attribute.Description : null;
}
