using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Extensions.AI;

/// <summary>Members of a tool's declaration that the abstractions have properties for.</summary>
internal static class ToolMembers
{
    /// <summary>Returns the <c>type</c>; empty if there is none.</summary>
    public static string Type(this Tool tool) => tool.Declaration.TryGetMember("type")?.ToString() ?? "";

    /// <summary>Returns the <c>description</c>; empty if there is none.</summary>
    public static string Description(this Tool tool) => tool.Declaration.TryGetMember("description")?.ToString() ?? "";

    /// <summary>Returns the <c>parameters</c>; null if they are absent or null.</summary>
    public static JsonElement? Parameters(this Tool tool) => tool.Declaration.TryGetMember("parameters") is { ValueKind: JsonValueKind.Object } schema ? schema : null;
}
