namespace AgenticApi.Cli;

/// <summary>What the user says in one turn.</summary>
/// <param name="Text">The words; empty for a turn that only answers calls.</param>
/// <param name="IsGiven">Whether somebody gave it; otherwise the turn is only taken while there are calls to answer.</param>
internal readonly record struct Prompt(string Text, bool IsGiven);
