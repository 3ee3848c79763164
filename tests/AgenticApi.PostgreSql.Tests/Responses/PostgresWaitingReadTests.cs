using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving;
using AgenticApi.Serving.Tests.Storing;

namespace AgenticApi.PostgreSql.Tests.Responses;

/// <summary>The tests of waiting reads of all response stores, with PostgreSQL.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class PostgresWaitingReadTests(PostgresServer server) : WaitingReadTests, IAsyncLifetime
{
    private readonly TestStores _stores = new(server);

    protected override IResponseStore Store => _stores.First;

    protected override IResponseStore OfOtherHost => _stores.Second;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _stores.DisposeAsync();
}
