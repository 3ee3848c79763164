using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Tools;

/// <summary>Checks arrays of tools. Throws an <see cref="InvalidRequestException"/> for invalid and unsupported tools.</summary>
/// <param name="leavesOutHosted">Whether hosted tools are left out. Otherwise they are refused.</param>
internal sealed class ToolCheck(bool leavesOutHosted)
{
    private readonly List<string> _leftOut = [];
    private readonly HashSet<string> _leftOutTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _namespaces = new(StringComparer.Ordinal);

    /// <summary>The types of the tools that are left out, each once, in order.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>The descriptions of the namespaces, by name.</summary>
    public IReadOnlyDictionary<string, string> Namespaces => _namespaces;

    /// <summary>Returns whether tools of a type were left out.</summary>
    public bool IsLeftOut(string type) => _leftOutTypes.Contains(type);

    /// <summary>Checks an array of tools.</summary>
    /// <exception cref="InvalidRequestException">A tool is invalid or not supported.</exception>
    public void Check(JsonElement tools, string at)
    {
        if (!tools.HasValue())
        {
            return;
        }

        var names = new HashSet<(string?, string)>();
        foreach (var (tool, place) in Required.Objects(tools, at))
        {
            Check(tool, place, null, names);
        }
    }

    private void Check(JsonElement tool, string at, string? @namespace, HashSet<(string?, string)> names)
    {
        switch (Required.NonEmpty(tool, "type", at))
        {
            case "function":
                if (tool.Member("function").HasValue())
                {
                    throw Fault.Missing($"{at}.name", "This is a tool in the form of Chat Completions. In the Responses API, name, description, parameters and strict are members of the tool itself, not of function.");
                }

                MemberCheck.Members(tool, at, RequestMembers.Function);
                CheckName(tool, at, @namespace, names);
                break;
            case "custom":
                MemberCheck.Members(tool, at, RequestMembers.Custom);
                CheckName(tool, at, @namespace, names);
                CustomTool.Check(tool, at);
                break;
            case "namespace" when @namespace is null:
                CheckNamespace(tool, at, names);
                break;
            case var type when leavesOutHosted && type != "namespace":
                if (_leftOutTypes.Add(type))
                {
                    _leftOut.Add(type);
                }

                break;
            case var type:
                // The message repeats the type for users who do not see the request, but only if it looks like a name and not like content.
                var named = type.Length <= 40 && type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') ? $" '{type}'" : "";
                throw Fault.Unsupported(
                    $"{at}.type",
                    $"Unsupported value{named} for '{at}.type': only tools of the types function, custom and namespace are supported. Leave out the tool, or configure the server to leave out hosted tools.");
        }
    }

    private void CheckNamespace(JsonElement tool, string at, HashSet<(string?, string)> names)
    {
        MemberCheck.Members(tool, at, RequestMembers.Namespace);
        var name = Required.NonEmpty(tool, "name", at);
        if (Required.OptionalText(tool, "description", at) is { Length: > 0 } description)
        {
            _namespaces[name] = description;
        }

        if (tool.Member("tools").ValueKind != JsonValueKind.Array)
        {
            throw Fault.Type($"{at}.tools", "an array of objects", tool.Member("tools"));
        }

        foreach (var (inner, place) in Required.Objects(tool, "tools", at))
        {
            Check(inner, place, name, names);
        }
    }

    private static void CheckName(JsonElement tool, string at, string? @namespace, HashSet<(string?, string)> names)
    {
        var name = Required.NonEmpty(tool, "name", at);
        if (@namespace is null && !ToolNames.IsValid(name))
        {
            throw Fault.Invalid($"{at}.name", $"Invalid '{at}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]{{1,{ToolNames.Longest}}}$'.");
        }

        if (!names.Add((@namespace, name)))
        {
            throw Fault.Invalid($"{at}.name", $"Invalid '{at}.name': another tool has this name.");
        }
    }
}
