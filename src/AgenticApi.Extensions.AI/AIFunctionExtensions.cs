using System.Text.Json;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts AI functions to tools of an <see cref="Agent"/>.</summary>
public static class AIFunctionExtensions
{
    private static readonly JsonElement AnyArguments = JsonElement.Parse("""{"type":"object","properties":{}}"""u8);

    /// <summary>Returns the function as a tool of an <see cref="Agent"/>. Tools of MCP servers are <see cref="AIFunction"/>s too.</summary>
    /// <remarks>
    /// <para>
    /// The arguments are validated against the schema of the function before it runs. The function gets the token of the run, and the
    /// <see cref="ToolCall"/> in <see cref="AIFunctionArguments.Context"/> under its type. A string that it returns is the output, contents become parts,
    /// and any other value becomes JSON.
    /// </para>
    /// <para>
    /// An exception fails the call. The model gets the message of a <see cref="ToolException"/>, and for any other exception a general message. An MCP
    /// result with <c>isError</c> fails the call with its text. A function that requires approval (<see cref="ApprovalRequiredAIFunction"/>) asks for it.
    /// A function of <see cref="ToolExtensions.AsAIFunction"/> without approval gives its original tool.
    /// </para>
    /// </remarks>
    /// <param name="function">The function.</param>
    /// <param name="services">The <see cref="AIFunctionArguments.Services"/> of the function; null for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="ArgumentException">The name has another form than that of a tool, or the schema is not a schema of objects.</exception>
    public static Tool AsTool(this AIFunction function, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function is ToolFunction own)
        {
            return own.Tool;
        }

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
