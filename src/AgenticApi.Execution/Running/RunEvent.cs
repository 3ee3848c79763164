namespace AgenticApi.Execution;

/// <summary>Something that happened in a run.</summary>
/// <param name="Round">The round that it belongs to, from 0.</param>
public abstract record RunEvent(int Round);
