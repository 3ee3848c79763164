using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Whether a call may run. It is asked for each call whose arguments are valid, before the tool starts.</summary>
public sealed class Approval
{
    private Approval(ApprovalKind kind, string? reason = null, string? arguments = null) => (Kind, Reason, Arguments) = (kind, reason, arguments);

    /// <summary>The call runs.</summary>
    public static Approval Run { get; } = new(ApprovalKind.Run);

    /// <summary>The call waits for a decision; its siblings run.</summary>
    public static Approval Ask { get; } = new(ApprovalKind.Ask);

    /// <summary>What is to be done.</summary>
    public ApprovalKind Kind { get; }

    /// <summary>What the model is told of a refused call; null where nothing was said.</summary>
    public string? Reason { get; }

    /// <summary>The arguments to run with in place of the model's, as JSON text; null where those of the model stand.</summary>
    public string? Arguments { get; }

    /// <summary>The call does not run, and the model is told so.</summary>
    /// <param name="reason">What the model is told; null for no reason.</param>
    public static Approval Refuse(string? reason = null) => new(ApprovalKind.Refuse, reason);

    /// <summary>The call runs with other arguments.</summary>
    /// <param name="arguments">The arguments. They are checked like the model's.</param>
    public static Approval RunWith(JsonElement arguments) => new(ApprovalKind.Run, arguments: arguments.GetRawText());
}
