namespace AgenticApi.Execution;

/// <summary>Arguments that were checked: what runs with them, or what is wrong with them.</summary>
/// <param name="Run">What runs; null where the arguments do not fit.</param>
/// <param name="Error">What is wrong, with the path of the place, for the model; null where nothing is.</param>
internal readonly record struct ToolInvocation(Func<ToolCall, CancellationToken, Task<ToolOutput>>? Run, string? Error);
