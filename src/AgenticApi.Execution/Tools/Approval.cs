using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>
/// A decision of <see cref="Tool.Approve"/>: whether a call may run. It is requested once for each call with valid arguments, before the tool starts.
/// Immutable.
/// </summary>
public sealed class Approval
{
    private Approval(ApprovalKind kind, string? reason = null, string? arguments = null) => (Kind, Reason, Arguments) = (kind, reason, arguments);

    /// <summary>The call runs with its arguments.</summary>
    public static Approval Run { get; } = new(ApprovalKind.Run);

    /// <summary>The call waits for a <see cref="RunDecision"/>. The other calls of the round run.</summary>
    public static Approval Ask { get; } = new(ApprovalKind.Ask);

    /// <summary>The kind of the decision.</summary>
    public ApprovalKind Kind { get; }

    /// <summary>The reason that the model gets for a refused call; null if none was given.</summary>
    public string? Reason { get; }

    /// <summary>The arguments that replace those of the model, as JSON text; null if the call keeps its own.</summary>
    public string? Arguments { get; }

    /// <summary>Refuses the call. The model gets an error output.</summary>
    /// <param name="reason">The reason for the model; null for a general one.</param>
    public static Approval Refuse(string? reason = null) => new(ApprovalKind.Refuse, reason);

    /// <summary>Runs the call with other arguments.</summary>
    /// <param name="arguments">The arguments, a JSON object. They are validated in the same way as the model's.</param>
    /// <exception cref="InvalidOperationException"><paramref name="arguments"/> is undefined.</exception>
    public static Approval RunWith(JsonElement arguments) => new(ApprovalKind.Run, arguments: arguments.GetRawText());
}
