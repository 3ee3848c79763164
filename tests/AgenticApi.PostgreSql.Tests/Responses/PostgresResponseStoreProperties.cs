using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving;
using AgenticApi.Serving.Tests.Storing;

namespace AgenticApi.PostgreSql.Tests.Responses;

/// <summary>The properties of all response stores, with PostgreSQL.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class PostgresResponseStoreProperties(PostgresServer server) : ResponseStoreProperties, IAsyncLifetime
{
    private readonly TestStores _stores = new(server);

    protected override IResponseStore Store => _stores.First;

    protected override IResponseStore OfOtherHost => _stores.Second;

    protected override int MaxTests => 40;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stores.DisposeAsync();
}
