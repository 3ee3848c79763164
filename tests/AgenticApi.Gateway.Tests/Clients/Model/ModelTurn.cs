namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>A call that the model makes.</summary>
internal sealed record ModelCall(string Name, string Arguments);

/// <summary>What the model says in one turn: calls, or a text.</summary>
internal sealed record ModelTurn(string Reasoning, string? Text, params IReadOnlyList<ModelCall> Calls);
