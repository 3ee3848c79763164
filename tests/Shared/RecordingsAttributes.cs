namespace AgenticApi.Tests.Support;

/// <summary>A theory over recordings of real servers: skipped, visibly, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecordingsTheoryAttribute : TheoryAttribute
{
    public RecordingsTheoryAttribute() => Skip = Repository.Recordings is null ? "AGENTIC_API_RECORDINGS names no folder." : null;
}

/// <summary>A fact about recordings of real servers: skipped, visibly, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute() => Skip = Repository.Recordings is null ? "AGENTIC_API_RECORDINGS names no folder." : null;
}
