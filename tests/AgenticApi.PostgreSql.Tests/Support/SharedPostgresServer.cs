namespace AgenticApi.PostgreSql.Tests.Support;

/// <summary>All tests share one server.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPostgresServer : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
