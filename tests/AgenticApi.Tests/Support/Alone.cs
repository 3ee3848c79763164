namespace AgenticApi.Tests.Support;

/// <summary>The collection of tests that measure the memory of the process. They cannot run at the same time as others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
