namespace AgenticApi.Execution.Tests.Server;

/// <summary>One execution of a tool.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Key">The idempotency key of its call.</param>
/// <param name="Arguments">The arguments that it ran with.</param>
public sealed record Execution(string Tool, string Key, string Arguments);
