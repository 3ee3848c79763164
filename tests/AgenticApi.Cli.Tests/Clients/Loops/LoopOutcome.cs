using AgenticApi.Execution.Tests.Conversations;

namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>What a loop came to.</summary>
/// <param name="Calls">The calls that it made, in order.</param>
/// <param name="Answers">The outputs that the server got, in order and each once.</param>
/// <param name="Text">The last text; null where the loop ended otherwise.</param>
/// <param name="Error">What the client says is wrong; null for nothing.</param>
internal sealed record LoopOutcome(IReadOnlyList<LoopCall> Calls, IReadOnlyList<LoopAnswer> Answers, string? Text, string? Error = null)
{
    /// <summary>What is compared, a line each. Not how the JSON of arguments is written: some clients write it anew.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. Calls.Select(call => $"call {call.CallId} {ItemText.Call(call.Name, call.Arguments, isCustom: false)}"),
        .. Answers.Select(answer => $"output {answer.CallId} {answer.Output}"),
        Error is null ? $"text {Text}" : $"error {Error}",
    ];
}
