namespace AgenticApi.Execution;

/// <summary>A call that waits for a decision.</summary>
/// <param name="Call">The call.</param>
/// <param name="Reason">What it waits for.</param>
/// <param name="Digest">SHA-256 of its name and arguments: a decision holds for exactly these.</param>
public sealed record PendingCall(ToolCall Call, PendingReason Reason, string Digest);
