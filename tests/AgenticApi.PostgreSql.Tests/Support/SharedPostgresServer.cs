namespace AgenticApi.PostgreSql.Tests.Support;

/// <summary>The collection of all tests with PostgreSQL. They share one server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPostgresServer : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
