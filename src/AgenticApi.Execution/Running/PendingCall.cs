namespace AgenticApi.Execution;

/// <summary>A call that waits for a decision.</summary>
/// <param name="Call">The call.</param>
/// <param name="Reason">What it waits for.</param>
/// <param name="Digest">SHA-256 of its name, its arguments and, where it is in doubt, of the start in doubt: a decision holds for exactly these.</param>
public sealed record PendingCall(ToolCall Call, PendingReason Reason, string Digest);
