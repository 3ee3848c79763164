using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Reads a file of tools. Each is declared as in a request, with additional members about the program that runs its calls.</summary>
internal static class ToolsFile
{
    private const string Command = "command", Timeout = "timeout", Start = "start", Exclusive = "exclusive", Idempotent = "idempotent", Approve = "approve";

    // The maximum time of a timer is 49 days.
    private const double MaxTimeout = 4_000_000;

    /// <summary>Reads the tools of a file.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="processes">The list of running processes.</param>
    /// <exception cref="UsageException">The file cannot be read, or a tool is invalid. The message names the tool and the reason.</exception>
    public static IReadOnlyList<Tool> Read(string file, ToolProcesses processes)
    {
        var tools = new List<Tool>();
        foreach (var node in RecordOptions.Read<JsonArray>(file, "--tools"))
        {
            var name = node is JsonObject named && named["name"] is JsonValue value && value.TryGetValue(out string? text) ? $" ({text})" : "";
            try
            {
                var tool = Of(node as JsonObject ?? throw new UsageException("is not a JSON object."), processes);
                var isUnique = tool.Name.Length == 0 || tools.TrueForAll(other => other.Name != tool.Name);
                tools.Add(isUnique ? tool : throw new UsageException("an earlier tool has the same name."));
            }
            catch (UsageException e)
            {
                throw new UsageException($"--tools {file}: tool {tools.Count + 1}{name}: {e.Message}");
            }
            catch (ArgumentException e)
            {
                // Omits the name of the parameter, which the user does not know.
                throw new UsageException($"--tools {file}: tool {tools.Count + 1}{name}: {e.Message.Split(" (Parameter '")[0]}");
            }
        }

        return tools;
    }

    private static Tool Of(JsonObject json, ToolProcesses processes)
    {
        var declaration = json.DeepClone().AsObject();
        foreach (var own in (string[])[Command, Timeout, Start, Exclusive, Idempotent, Approve])
        {
            declaration.Remove(own);
        }

        var tool = Tool.FromDeclaration(JsonElement.Parse(declaration.ToJsonString()));
        if (!json.ContainsKey(Command))
        {
            return declaration.Count == json.Count
                ? tool
                : throw new UsageException($"\"{json.First(member => !declaration.ContainsKey(member.Key)).Key}\" needs \"{Command}\".");
        }

        return WithCommand(tool, declaration, new ToolProgram(CommandOf(json[Command]), processes)) with
        {
            Timeout = json[Timeout] is { } timeout ? TimeSpan.FromSeconds(Seconds(timeout)) : tool.Timeout,
            Start = json[Start] is { } start ? StartOf(start) : tool.Start,
            Exclusive = Flag(json, Exclusive),
            Idempotent = Flag(json, Idempotent),
            Approve = Flag(json, Approve) ? static _ => Approval.Ask : null,
        };
    }

    private static Tool WithCommand(Tool tool, JsonObject declaration, ToolProgram program) => declaration["type"]!.GetValue<string>() switch
    {
        "function" => tool.WithHandler((arguments, call, stop) => program.RunAsync(arguments.GetRawText(), call.IdempotencyKey, stop)),
        "custom" => tool.WithInputHandler((input, call, stop) => program.RunAsync(input, call.IdempotencyKey, stop)),
        var type => throw new UsageException($"a tool of type \"{type}\" is the server's own and takes no \"{Command}\"."),
    };

    private static IReadOnlyList<string> CommandOf(JsonNode? node) =>
        node is JsonArray { Count: > 0 } array && array.All(part => part?.GetValueKind() == JsonValueKind.String) && array[0]!.GetValue<string>().Length > 0
            ? [.. array.Select(part => part!.GetValue<string>())]
            : throw new UsageException($"\"{Command}\" takes an array of strings: the program and its arguments.");

    private static double Seconds(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.Number && node.GetValue<double>() is > 0 and < MaxTimeout and var seconds
            ? seconds
            : throw new UsageException($"\"{Timeout}\" takes a number of seconds, more than 0.");

    private static ToolStart StartOf(JsonNode node) => node.ToString() switch
    {
        "proven" => ToolStart.WhenProven,
        "done" => ToolStart.WhenDone,
        "after" => ToolStart.AfterResponse,
        _ => throw new UsageException($"\"{Start}\" takes proven, done or after."),
    };

    private static bool Flag(JsonObject json, string name) => json[name]?.GetValueKind() switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw new UsageException($"\"{name}\" takes true or false."),
    };
}
