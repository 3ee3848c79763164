namespace AgenticApi.Tests.Support;

/// <summary>Tests that measure time. They do not run in parallel with other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuresTime
{
    public const string Name = "measures time";
}
