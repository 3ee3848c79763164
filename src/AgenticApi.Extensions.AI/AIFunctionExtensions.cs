using System.Text.Json;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>AI functions as tools of the loop.</summary>
public static class AIFunctionExtensions
{
    private static readonly JsonElement AnyArguments = JsonElement.Parse("""{"type":"object","properties":{}}"""u8);

    /// <summary>The function as a tool of an <see cref="Agent"/>; also a tool of an MCP server, which is an <see cref="AIFunction"/>.</summary>
    /// <remarks>
    /// <para>
    /// Arguments are checked against the schema of the function before it runs. It gets the token of the run, and, in
    /// <see cref="AIFunctionArguments.Context"/>, the <see cref="ToolCall"/> under its type. A text that it returns is the output, contents are parts,
    /// anything else is JSON.
    /// </para>
    /// <para>
    /// A function that throws fails the call; the model is told no more than that, unless it is a <see cref="ToolException"/>. An MCP result with
    /// <c>isError</c> fails the call with its text. A function that requires approval (<see cref="ApprovalRequiredAIFunction"/>) asks for it.
    /// </para>
    /// </remarks>
    /// <param name="function">The function.</param>
    /// <param name="services">What a function finds in <see cref="AIFunctionArguments.Services"/>; null for nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="ArgumentException">The name cannot be sent, or the schema takes no objects.</exception>
    public static Tool AsTool(this AIFunction function, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var schema = function.JsonSchema.ValueKind == JsonValueKind.Object ? function.JsonSchema : AnyArguments;
        var tool = Tool.FromSchema(function.Name, function.Description, schema, RunAsync);
        return function.GetService<ApprovalRequiredAIFunction>() is null ? tool : tool with { Approve = static _ => Approval.Ask };

        async Task<ToolOutput> RunAsync(JsonElement arguments, ToolCall call, CancellationToken cancellationToken)
        {
            var given = new AIFunctionArguments(JsonText.MembersOf(arguments)) { Services = services, Context = new Dictionary<object, object?> { [typeof(ToolCall)] = call } };
            return ResultOutput.Of(await function.InvokeAsync(given, cancellationToken).ConfigureAwait(false));
        }
    }
}
