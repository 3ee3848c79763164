namespace AgenticApi.Tests.Support;

/// <summary>Tests that measure time, which tests that run at the same time would change.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuresTime
{
    public const string Name = "measures time";
}
