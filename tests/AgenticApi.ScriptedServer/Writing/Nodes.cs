using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Writing;

/// <summary>How JSON is written: text as it is, no escapes that no server would send.</summary>
internal static class Nodes
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true };

    public static string Text(JsonNode node, bool indented = false) => node.ToJsonString(indented ? Indented : Compact);

    public static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>The members of the one, and those of the other over them; objects in both are joined likewise.</summary>
    public static void Overlay(JsonObject under, IEnumerable<KeyValuePair<string, JsonNode?>> over)
    {
        foreach (var (name, value) in over)
        {
            if (under[name] is JsonObject inner && value is JsonObject members)
            {
                Overlay(inner, members);
            }
            else
            {
                under[name] = value?.DeepClone();
            }
        }
    }
}
