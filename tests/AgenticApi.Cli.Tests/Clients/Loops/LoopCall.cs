namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>A call that a loop made.</summary>
internal sealed record LoopCall(string Name, string Arguments, string CallId);
