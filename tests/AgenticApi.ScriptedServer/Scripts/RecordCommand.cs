using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Scripts;

/// <summary>Makes the arguments of <c>agentic-api record</c> from a scenario.</summary>
internal static class RecordCommand
{
    public static IReadOnlyList<string> Arguments(string form, string server, string model, JsonObject options, IReadOnlyList<ScriptedTurn> turns)
    {
        List<string> arguments = ["--server", server, "--model", model, .. Transport(form)];
        foreach (var (name, value) in options)
        {
            arguments.Add("--" + name);
            switch (name)
            {
                case "tools" or "tool-outputs":
                    arguments.Add(Path.Combine(Scenario.Folder, name is "tools" ? "tools" : "outputs", $"{value}.json"));
                    break;
                default:
                    // A flag is written as `store: true`.
                    arguments.AddRange(value is JsonValue flag && flag.TryGetValue(out bool _) ? [] : [Text(value!)]);
                    break;
            }
        }

        return [.. arguments, .. turns.Select(turn => turn.Ask)];
    }

    private static string Text(JsonNode value) => value is JsonObject ? value.ToJsonString() : value.ToString();

    private static string[] Transport(string form) =>
        form switch
        {
            "streaming" => ["--stream"],
            "blocking" => ["--no-stream"],
            "websocket" => ["--websocket"],
            _ => throw new InvalidDataException($"A scenario's name ends in -streaming, -blocking or -websocket, not in -{form}."),
        };
}
