using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticApi.Scripted.Scripts;

/// <summary>Reads a scenario file as JSON: quoted scalars are strings, plain ones what JSON would make of them.</summary>
internal static class YamlNodes
{
    public static JsonObject Load(string path)
    {
        using var text = File.OpenText(path);
        var yaml = new YamlStream();
        yaml.Load(text);
        return (JsonObject)Convert(yaml.Documents.Single().RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Select(m => KeyValuePair.Create(m.Key.ToString(), Convert(m.Value)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Convert)]),
            YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
            _ => JsonValue.Create(((YamlScalarNode)node).Value),
        };

    private static JsonNode? Plain(string value)
    {
        if (value is "" or "~" or "null")
        {
            return null;
        }

        try
        {
            // Parsed, not converted, so that 1.0 stays 1.0.
            return value is "true" or "false" || char.IsAsciiDigit(value[^1]) ? JsonNode.Parse(value) : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
