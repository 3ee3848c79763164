using System.Text.Json.Nodes;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>Which members the events, items, parts and responses of an answer have, by where they stand.</summary>
internal static class Shapes
{
    /// <summary>Members of an envelope that came or went with versions of a server, or that only a fixture has.</summary>
    private static readonly string[] Passing = ["billing", "moderation", "tool_usage", "input"];

    public static HashSet<string> Of(Turn turn) =>
        turn.Events.Any()
            ? [.. turn.Events.SelectMany(Event)]
            : [.. Response("body", JsonNode.Parse(turn.Text)!.AsObject())];

    private static IEnumerable<string> Event(JsonObject e)
    {
        var type = (string?)e["type"] ?? "bare";
        return
        [
            .. Names(type, e),
            .. Item(type, e["item"]),
            .. Names($"{type} part", e["part"]),
            .. Names($"{type} annotation", e["annotation"]),
            .. Response(type, (type == "bare" ? e : e["response"]) as JsonObject),
        ];
    }

    private static IEnumerable<string> Response(string where, JsonObject? response) =>
        [.. Names($"{where} response", response).Where(name => !Passing.Any(passing => name.EndsWith($" {passing}", StringComparison.Ordinal))),
            .. (response?["output"] as JsonArray ?? []).SelectMany(item => Item($"{where} output", item)),
            .. Names($"{where} usage", response?["usage"])];

    private static IEnumerable<string> Item(string where, JsonNode? item) =>
        [.. Names($"{where} {item?["type"]}", item), .. (item?["content"] as JsonArray ?? []).SelectMany(part => Names($"{where} {item?["type"]} part", part))];

    private static IEnumerable<string> Names(string where, JsonNode? node) => (node as JsonObject ?? []).Select(member => $"{where} {member.Key}");
}
