namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>A tool call of the model.</summary>
internal sealed record ModelCall(string Name, string Arguments);

/// <summary>An answer of the model: calls or a text.</summary>
internal sealed record ModelTurn(string Reasoning, string? Text, params IReadOnlyList<ModelCall> Calls);
