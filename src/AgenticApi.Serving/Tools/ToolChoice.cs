using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Tools;

/// <summary>The tools that the model may or must call, as <c>tool_choice</c> of the request says.</summary>
/// <param name="Tools">The tools that the model is given.</param>
/// <param name="Mode"><c>none</c>, <c>auto</c> or <c>required</c>; null if the request has no choice, or names one tool.</param>
/// <param name="Forced">The tool that the model must call; null for none.</param>
internal sealed record ToolChoice(IReadOnlyList<ServedTool> Tools, string? Mode, ServedTool? Forced)
{
    private const string At = "tool_choice";

    /// <summary>Reads the choice.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tools">The tools of the request.</param>
    /// <param name="isLeftOut">Returns whether tools of a type are left out.</param>
    /// <exception cref="InvalidRequestException">The choice is invalid, or it names a tool that does not exist.</exception>
    public static ToolChoice Read(JsonElement request, ServedTools tools, Func<string, bool> isLeftOut)
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
            "allowed_tools" => ReadAllowed(choice, tools, isLeftOut),
            _ => throw Fault.Unsupported($"{At}.type", $"Unsupported value for '{At}.type': only 'function', 'custom' and 'allowed_tools' are supported."),
        };
    }

    private static ToolChoice ReadAllowed(JsonElement choice, ServedTools tools, Func<string, bool> isLeftOut)
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
        var byNamespace = tools.All.ToLookup(tool => tool.Namespace);
        foreach (var (tool, at) in Required.Objects(choice, "tools", At))
        {
            var type = Required.Text(tool, "type", at);
            if (type is "function" or "custom")
            {
                allowed.Add(Find(tool, at, type, tools));
            }
            else if (type == "namespace")
            {
                var name = Required.NonEmpty(tool, "name", at);
                allowed.UnionWith(byNamespace.Contains(name) ? byNamespace[name] : throw Fault.Invalid($"{at}.name", $"Invalid '{at}.name': the request has no such namespace."));
            }
            else if (!isLeftOut(type))
            {
                throw Fault.Invalid($"{at}.type", $"Invalid '{at}.type': the request has no tool of this type.");
            }
        }

        var given = tools.All.Where(allowed.Contains).ToList();
        return given.Count > 0 || mode == "auto" ? new ToolChoice(given, mode, null) : throw NoTools();
    }


    private static ServedTool Find(JsonElement choice, string at, string type, ServedTools tools)
    {
        if (choice.Member("function").HasValue())
        {
            throw Fault.Missing($"{at}.name", "This is a choice in the form of Chat Completions. In the Responses API, name is a member of the choice itself, not of function.");
        }

        var name = Required.NonEmpty(choice, "name", at);
        return tools.Resolve(Required.OptionalText(choice, "namespace", at), name) is { } tool && tool.IsCustom == (type == "custom")
            ? tool
            : throw Fault.Invalid($"{at}.name", $"Invalid '{at}.name': the request has no {type} tool of this name.");
    }

    private static InvalidRequestException NoTools() => Fault.Invalid(At, "Tool choice 'required' must be specified with 'tools' parameter.");
}
