using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving.Tools;

/// <summary>The tools and the tool choice that the model is given.</summary>
/// <param name="tools">The tools, in order.</param>
/// <param name="choice">The mode: <c>none</c>, <c>auto</c> or <c>required</c>; null if the request has none.</param>
/// <param name="forced">The tool that must be called; null for none.</param>
/// <param name="leftOut">The types of the tools that are left out.</param>
/// <param name="namespaces">The descriptions of the namespaces, by name.</param>
internal sealed class GivenTools(
    IReadOnlyList<ServedTool> tools, string? choice, ServedTool? forced, IReadOnlyList<string> leftOut, IReadOnlyDictionary<string, string> namespaces)
{
    /// <summary>The types of the tools that are left out.</summary>
    public IReadOnlyList<string> LeftOut => leftOut;

    /// <summary>Writes the tools in the form of Chat Completions: their members are nested in <c>function</c>.</summary>
    public void Write(JsonElement request, Utf8JsonWriter json)
    {
        if (tools.Count == 0)
        {
            // Some servers reject tool_choice and parallel_tool_calls if there are no tools.
            return;
        }

        var described = new HashSet<string>(StringComparer.Ordinal);
        json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            // Chat Completions has no namespaces, so the first tool of each has its description.
            var description = tool.Namespace is { } name && described.Add(name) ? namespaces.GetValueOrDefault(name) : null;
            WriteTool(tool, description, json);
        }

        json.WriteEndArray();
        WriteChoice(json);
        ChatContent.Copy(request, "parallel_tool_calls", json);
    }

    private static void WriteTool(ServedTool tool, string? namespaceDescription, Utf8JsonWriter json)
    {
        var description = string.Join("\n\n", new[] { namespaceDescription, tool.Declaration.Member("description").Text(), tool.IsCustom ? CustomTool.Syntax(tool.Declaration) : null }
            .Where(text => text is { Length: > 0 }));
        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", tool.ModelName);
        if (description.Length > 0)
        {
            json.WriteString("description", description);
        }

        if (tool.IsCustom)
        {
            CustomTool.WriteParameters(json);
        }
        else
        {
            ChatSettings.WritePassed(tool.Declaration, RequestMembers.Function, json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteChoice(Utf8JsonWriter json)
    {
        if (forced is not null)
        {
            json.WriteStartObject("tool_choice");
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", forced.ModelName);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        else if (choice is not null)
        {
            json.WriteString("tool_choice", choice);
        }
    }
}
