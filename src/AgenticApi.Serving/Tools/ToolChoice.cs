using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Tools;

/// <summary>Which tools the model may or must use, as <c>tool_choice</c> says.</summary>
/// <param name="Tools">The tools that the model is given.</param>
/// <param name="Mode">none, auto or required; null where the request says nothing, or names one tool.</param>
/// <param name="Forced">The tool that it must call; null for none.</param>
internal sealed record ToolChoice(IReadOnlyList<ServedTool> Tools, string? Mode, ServedTool? Forced)
{
    private const string At = "tool_choice";

    /// <summary>Reads the choice.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tools">Its tools.</param>
    /// <param name="leftOut">The types of the tools that are left out.</param>
    /// <exception cref="InvalidRequestException">It is malformed, or names a tool that is not there.</exception>
    public static ToolChoice Read(JsonElement request, ServedTools tools, IReadOnlyList<string> leftOut)
    {
        var choice = request.Member(At);
        if (!choice.HasValue())
        {
            return new ToolChoice(tools.All, null, null);
        }

        if (choice.Text() is { } mode)
        {
            return mode switch
            {
                "none" or "auto" => new ToolChoice(tools.All, mode, null),
                "required" => tools.All.Count > 0 ? new ToolChoice(tools.All, mode, null) : throw NoTools(),
                _ => throw Fault.Value(At, "none", "auto", "required"),
            };
        }

        var type = Required.Text(choice, "type", At);
        return type switch
        {
            "function" or "custom" => new ToolChoice(tools.All, null, Find(choice, At, type, tools)),
            "allowed_tools" => Allowed(choice, tools, leftOut),
            _ => throw Fault.Unsupported($"{At}.type", $"Unsupported value for '{At}.type': the model can only be told to call a function or a custom tool."),
        };
    }

    private static ToolChoice Allowed(JsonElement choice, ServedTools tools, IReadOnlyList<string> leftOut)
    {
        var mode = Required.Text(choice, "mode", At);
        if (mode is not ("auto" or "required"))
        {
            throw Fault.Value($"{At}.mode", "auto", "required");
        }

        if (choice.Member("tools").ValueKind != JsonValueKind.Array)
        {
            throw Fault.Type($"{At}.tools", "an array of objects", choice.Member("tools"));
        }

        var allowed = new HashSet<ServedTool>(ReferenceEqualityComparer.Instance);
        foreach (var (tool, at) in Required.Objects(choice, "tools", At))
        {
            var type = Required.Text(tool, "type", at);
            if (type is "function" or "custom")
            {
                allowed.Add(Find(tool, at, type, tools));
            }
            else if (type == "namespace")
            {
                allowed.UnionWith(Namespace(tool, at, tools));
            }
            else if (!leftOut.Contains(type))
            {
                throw Fault.Invalid($"{at}.type", $"Invalid '{at}.type': the request has no tool of this type.");
            }
        }

        var given = tools.All.Where(allowed.Contains).ToList();
        return given.Count > 0 || mode == "auto" ? new ToolChoice(given, mode, null) : throw NoTools();
    }

    private static List<ServedTool> Namespace(JsonElement choice, string at, ServedTools tools)
    {
        var name = Required.NonEmpty(choice, "name", at);
        var named = tools.All.Where(tool => tool.Namespace == name).ToList();
        return named.Count > 0 ? named : throw Fault.Invalid($"{at}.name", $"Invalid '{at}.name': the request has no such namespace.");
    }

    private static ServedTool Find(JsonElement choice, string at, string type, ServedTools tools)
    {
        if (choice.Member("function").HasValue())
        {
            throw Fault.Missing($"{at}.name", "This is a choice in the form of Chat Completions: the name stands beside type here, not under function.");
        }

        var name = Required.NonEmpty(choice, "name", at);
        return tools.Resolve(Required.OptionalText(choice, "namespace", at), name) is { } tool && tool.IsCustom == (type == "custom")
            ? tool
            : throw Fault.Invalid($"{at}.name", $"Invalid '{at}.name': the request has no {type} tool of this name.");
    }

    private static InvalidRequestException NoTools() => Fault.Invalid(At, "Tool choice 'required' must be specified with 'tools' parameter.");
}
