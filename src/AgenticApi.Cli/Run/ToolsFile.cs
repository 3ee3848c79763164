using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Reads a file of tools: each as it stands in a request, with what runs its calls beside it.</summary>
internal static class ToolsFile
{
    private const string Command = "command", Timeout = "timeout", Start = "start", Exclusive = "exclusive", Idempotent = "idempotent", Approve = "approve";

    // A timer counts no further than 49 days.
    private const double MaxTimeout = 4_000_000;

    /// <summary>The tools.</summary>
    /// <param name="file">The file.</param>
    /// <param name="processes">Where the processes of their calls are noted.</param>
    /// <exception cref="UsageException">The file cannot be read, or a tool is wrong. The message says which, and what.</exception>
    public static IReadOnlyList<Tool> Read(string file, ToolProcesses processes)
    {
        var tools = new List<Tool>();
        foreach (var node in RecordOptions.Read<JsonArray>(file, "--tools"))
        {
            var name = node is JsonObject named && named["name"] is JsonValue value && value.TryGetValue(out string? text) ? $" ({text})" : "";
            try
            {
                var tool = Of(node as JsonObject ?? throw new UsageException("is no JSON object."), processes);
                tools.Add(tool.Name.Length == 0 || tools.TrueForAll(other => other.Name != tool.Name) ? tool : throw new UsageException("has the name of an earlier one."));
            }
            catch (UsageException e)
            {
                throw new UsageException($"--tools {file}: tool {tools.Count + 1}{name}: {e.Message}");
            }
            catch (ArgumentException e)
            {
                // Without the name of the parameter, which is nothing to the person at the terminal.
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
            return declaration.Count == json.Count ? tool : throw new UsageException($"without \"{Command}\" nothing runs here that \"{json.First(member => !declaration.ContainsKey(member.Key)).Key}\" could be said of.");
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
            : throw new UsageException($"\"{Command}\" takes an array of texts: the program and its arguments.");

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
