using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts tools of the abstractions to declarations.</summary>
internal static class ToolDeclarations
{
    /// <summary>Returns the declaration.</summary>
    /// <exception cref="NotSupportedException">The API has no such tool.</exception>
    public static JsonElement Of(AITool tool) => TryGetOwn(tool) is { } own ? own.Declaration : JsonText.ElementOf(tool switch
    {
        AIFunctionDeclaration function => Function(function),
        HostedWebSearchTool => HostedTools.Make("web_search", tool),
        HostedCodeInterpreterTool code => HostedTools.CodeInterpreter(code),
        HostedFileSearchTool search => HostedTools.FileSearch(search),
        HostedMcpServerTool mcp => HostedTools.Mcp(mcp),
        HostedImageGenerationTool image => HostedTools.ImageGeneration(image),
        _ => throw new NotSupportedException(
            $"A tool of type {tool.GetType().Name} has no counterpart in the API. Declare it as JSON: {nameof(Tool)}.{nameof(Tool.FromDeclaration)}(…).{nameof(ToolExtensions.AsAITool)}()."),
    });

    // Any other function is declared from its properties: a custom tool as a function, because the result of a function does not say that the call was
    // one of a custom tool, and a function around that of a tool, which may have another name, description or schema.
    private static Tool? TryGetOwn(AITool tool) =>
        tool.GetService<ToolFunction>() is { } own && (own.Tool.IsCustom || !IsUnchanged(tool, own)) ? null : tool.GetService<Tool>();

    private static bool IsUnchanged(AITool tool, ToolFunction own) =>
        tool is AIFunctionDeclaration function && function.Name == own.Name && function.Description == own.Description && JsonElement.DeepEquals(function.JsonSchema, own.JsonSchema);

    private static JsonObject Function(AIFunctionDeclaration function)
    {
        var declaration = new JsonObject
        {
            ["type"] = "function",
            ["name"] = function.Name,
            ["description"] = function.Description,
            ["parameters"] = function.JsonSchema.ValueKind == JsonValueKind.Object ? JsonText.NodeOf(function.JsonSchema) : new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() },
            ["strict"] = function.AdditionalProperties.TryGetValue(ChatProperties.Strict, out var strict) && strict is true or JsonElement { ValueKind: JsonValueKind.True },
        };
        return declaration;
    }
}
