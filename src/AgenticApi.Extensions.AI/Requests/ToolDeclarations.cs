using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Tools of the abstractions as the API declares them.</summary>
internal static class ToolDeclarations
{
    /// <summary>The declaration.</summary>
    /// <exception cref="NotSupportedException">The API has no such tool.</exception>
    public static JsonElement Of(AITool tool) => tool.GetService<Tool>() is { } own ? own.Declaration : JsonText.ElementOf(tool switch
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
