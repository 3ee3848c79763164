namespace AgenticApi.Cli;

/// <summary>The prompt of a turn.</summary>
/// <param name="Text">The text; empty for a turn that only answers calls.</param>
/// <param name="IsGiven">Whether the user gave the prompt. If not, the turn is sent only if there are calls to answer.</param>
internal readonly record struct Prompt(string Text, bool IsGiven);
