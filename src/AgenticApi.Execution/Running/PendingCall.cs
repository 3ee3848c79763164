namespace AgenticApi.Execution;

/// <summary>A call that waits for a decision.</summary>
/// <param name="Call">The call.</param>
/// <param name="Reason">The reason why it waits.</param>
/// <param name="Digest">
/// SHA-256 of its name, its arguments and, if it is in doubt, of the attempt in doubt. A decision applies only to the call with this digest.
/// </param>
public sealed record PendingCall(ToolCall Call, PendingReason Reason, string Digest);
