using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>A decision about a call that waits. It applies only to the arguments that it was made for. Immutable.</summary>
public sealed record RunDecision
{
    private RunDecision(PendingCall call, DecisionKind kind) => (Key, Digest, Kind) = (call.Call.Key, call.Digest, kind);

    /// <summary>Creates a decision from its parts, for example as a client sent it.</summary>
    /// <param name="key">The <see cref="ToolCall.Key"/> of the call.</param>
    /// <param name="digest">The <see cref="PendingCall.Digest"/> of the call.</param>
    /// <param name="kind">The kind of the decision.</param>
    /// <exception cref="ArgumentNullException"><paramref name="digest"/> is null.</exception>
    public RunDecision(CallKey key, string digest, DecisionKind kind)
    {
        ArgumentNullException.ThrowIfNull(digest);
        (Key, Digest, Kind) = (key, digest, kind);
    }

    /// <summary>The <see cref="ToolCall.Key"/> of the call.</summary>
    public CallKey Key { get; }

    /// <summary>The <see cref="PendingCall.Digest"/> of the call.</summary>
    public string Digest { get; }

    /// <summary>The kind of the decision.</summary>
    public DecisionKind Kind { get; }

    /// <summary>The arguments that replace those of the model, as JSON text; null to keep them.</summary>
    public string? Arguments { get; init; }

    /// <summary>The reason that the model gets for a refused call; null for a general one.</summary>
    public string? Reason { get; init; }

    /// <summary>The output for a decision of kind <see cref="DecisionKind.Answer"/>; otherwise null.</summary>
    public ToolOutput? Output { get; init; }

    /// <summary>Creates a decision to run a call. A call in doubt runs again with the same idempotency key.</summary>
    /// <param name="call">The call.</param>
    public static RunDecision Run(PendingCall call) => new(Checked(call), DecisionKind.Run);

    /// <summary>Creates a decision to run a call with other arguments.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arguments">The arguments, a JSON object. They are validated in the same way as the model's.</param>
    public static RunDecision RunWith(PendingCall call, JsonElement arguments) => new(Checked(call), DecisionKind.Run) { Arguments = arguments.GetRawText() };

    /// <summary>Creates a decision to refuse a call. The model gets an error output.</summary>
    /// <param name="call">The call.</param>
    /// <param name="reason">The reason for the model; null for a general one.</param>
    public static RunDecision Refuse(PendingCall call, string? reason = null) => new(Checked(call), DecisionKind.Refuse) { Reason = reason };

    /// <summary>Creates a decision to answer a call with an output.</summary>
    /// <param name="call">The call.</param>
    /// <param name="output">The output.</param>
    public static RunDecision Answer(PendingCall call, ToolOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new(Checked(call), DecisionKind.Answer) { Output = output };
    }

    private static PendingCall Checked(PendingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call;
    }
}
