namespace AgenticApi.Packages.Tests.Support;

/// <summary>The classes that look at the same packages: packing them takes most of the time.</summary>
[CollectionDefinition(Name)]
public sealed class SharedFeed : ICollectionFixture<PackedFeed>
{
    public const string Name = "packages";
}
