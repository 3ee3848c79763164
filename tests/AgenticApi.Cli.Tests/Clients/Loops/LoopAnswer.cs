namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>An output that a loop sent.</summary>
internal sealed record LoopAnswer(string CallId, string Output);
