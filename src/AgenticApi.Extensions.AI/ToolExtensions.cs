using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>A tool of the API in the options of a chat client.</summary>
public static class ToolExtensions
{
    /// <summary>
    /// The declaration of a tool for <see cref="ChatOptions.Tools"/>, sent as it is: custom tools, and tools of the server that the abstractions do
    /// not know.
    /// </summary>
    /// <remarks>
    /// A function is an <see cref="AIFunctionDeclaration"/>: its calls are the caller's. Nothing of the tool runs; <see cref="Agent"/> runs tools.
    /// </remarks>
    /// <param name="tool">The tool.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tool"/> is null.</exception>
    public static AITool AsAITool(this Tool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool.Declaration.TryGetMember("type")?.ToString() == "function" ? new DeclaredFunction(tool) : new DeclaredTool(tool);
    }
}
