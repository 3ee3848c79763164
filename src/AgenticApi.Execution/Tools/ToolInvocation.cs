namespace AgenticApi.Execution;

/// <summary>The result of the validation of arguments.</summary>
/// <param name="Run">The handler, bound to the arguments; null if they do not fit.</param>
/// <param name="Error">The error for the model, with the path of the value; null if the arguments fit.</param>
internal readonly record struct ToolInvocation(Func<ToolCall, CancellationToken, Task<ToolOutput>>? Run, string? Error);
