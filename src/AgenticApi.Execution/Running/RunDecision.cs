using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>A decision about a call that waits. It names the call and what was decided on: for other arguments it does not hold.</summary>
public sealed record RunDecision
{
    private RunDecision(PendingCall call, DecisionKind kind) => (Key, Digest, Kind) = (call.Call.Key, call.Digest, kind);

    /// <summary>A decision as a store or a client sends it.</summary>
    /// <param name="key">The call.</param>
    /// <param name="digest">Its <see cref="PendingCall.Digest"/>.</param>
    /// <param name="kind">What was decided.</param>
    public RunDecision(CallKey key, string digest, DecisionKind kind) => (Key, Digest, Kind) = (key, digest, kind);

    /// <summary>The call.</summary>
    public CallKey Key { get; }

    /// <summary>The digest of what was decided on.</summary>
    public string Digest { get; }

    /// <summary>What was decided.</summary>
    public DecisionKind Kind { get; }

    /// <summary>The arguments to run with in place of the model's, as JSON text; null where those of the model stand.</summary>
    public string? Arguments { get; init; }

    /// <summary>What the model is told of a refused call; null for no reason.</summary>
    public string? Reason { get; init; }

    /// <summary>The output of an answered call.</summary>
    public ToolOutput? Output { get; init; }

    /// <summary>The call runs. One that is in doubt runs again, under the same idempotency key.</summary>
    /// <param name="call">The call.</param>
    public static RunDecision Run(PendingCall call) => new(Checked(call), DecisionKind.Run);

    /// <summary>The call runs with other arguments.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arguments">The arguments. They are checked like the model's.</param>
    public static RunDecision RunWith(PendingCall call, JsonElement arguments) => new(Checked(call), DecisionKind.Run) { Arguments = arguments.GetRawText() };

    /// <summary>The call does not run, and the model is told so.</summary>
    /// <param name="call">The call.</param>
    /// <param name="reason">What the model is told; null for no reason.</param>
    public static RunDecision Refuse(PendingCall call, string? reason = null) => new(Checked(call), DecisionKind.Refuse) { Reason = reason };

    /// <summary>The call is answered with this output.</summary>
    /// <param name="call">The call.</param>
    /// <param name="output">The output.</param>
    public static RunDecision Answer(PendingCall call, ToolOutput output) => new(Checked(call), DecisionKind.Answer) { Output = output };

    private static PendingCall Checked(PendingCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call;
    }
}
