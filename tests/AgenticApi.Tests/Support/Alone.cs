namespace AgenticApi.Tests.Support;

/// <summary>Tests that measure the memory of the process, which tests that run at the same time would change.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
