using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts tools for <see cref="ChatOptions.Tools"/>.</summary>
public static class ToolExtensions
{
    /// <summary>Returns the tool's declaration, which is sent unchanged: for custom tools, and for tools of the server that the abstractions do not know.</summary>
    /// <remarks>
    /// The handler of the tool is not used. A function is an <see cref="AIFunctionDeclaration"/>, whose calls the caller answers. For a function that
    /// runs the handler, see <see cref="AsAIFunction"/>.
    /// </remarks>
    /// <param name="tool">The tool.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tool"/> is null.</exception>
    public static AITool AsAITool(this Tool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool.Type() == "function" ? new DeclaredFunction(tool) : new DeclaredTool(tool);
    }

    /// <summary>Returns a function that runs the tool, for the function-invoking client of any <see cref="IChatClient"/>.</summary>
    /// <remarks>
    /// <para>
    /// Name, description, schema and <c>strict</c> are those of the declaration. A custom tool becomes a function of one string, <c>input</c>, and
    /// its <c>format</c> is not sent. Each invocation is a <see cref="Tool.InvokeAsync"/>: arguments are validated, and timeout and output
    /// limit apply. <see cref="Tool.Start"/>, <see cref="Tool.Exclusive"/> and <see cref="Tool.Idempotent"/> concern runs of an agent only.
    /// </para>
    /// <para>
    /// A tool with <see cref="Tool.Approve"/> is an <see cref="ApprovalRequiredAIFunction"/>: the function-invoking client asks for each call, because
    /// the decision of <see cref="Tool.Approve"/> is made when the function is invoked. It can still refuse the call or replace its arguments.
    /// </para>
    /// <para>
    /// The result is a string or a list of <see cref="AIContent"/>. Arguments that do not fit, a refusal and a <see cref="ToolException"/> give the text
    /// that the model gets in a run; any other exception is thrown. The <see cref="ToolCall"/> of the handler is the one in
    /// <see cref="AIFunctionArguments.Context"/> under its type; if there is none, it has a new <see cref="ToolCall.Key"/> and
    /// <see cref="ToolCall.CallId"/> for each invocation, because the abstractions do not pass the call's own.
    /// </para>
    /// <para>The function is safe to use from several threads if the handler is.</para>
    /// </remarks>
    /// <param name="tool">The tool. It has a handler.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tool"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="tool"/> has no handler.</exception>
    public static AIFunction AsAIFunction(this Tool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        if (!tool.HasHandler)
        {
            throw new ArgumentException($"The tool '{tool.Name}' has no handler to run. Use {nameof(AsAITool)} to declare it only.", nameof(tool));
        }

        var function = new ToolFunction(tool);
        return tool.Approve is null ? function : new ApprovalRequiredAIFunction(function);
    }
}
