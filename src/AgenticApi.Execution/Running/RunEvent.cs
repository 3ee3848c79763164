namespace AgenticApi.Execution;

/// <summary>An event of a run.</summary>
/// <param name="Round">The number of the round that the event belongs to, from 0.</param>
public abstract record RunEvent(int Round);
