using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving;
using AgenticApi.Serving.Tests.Storing;

namespace AgenticApi.PostgreSql.Tests.Responses;

[Collection(SharedPostgresServer.Name)]
public sealed class PostgresWaitingReadTests(PostgresServer server) : WaitingReadTests, IAsyncLifetime
{
    protected override IResponseStore Store { get; } = new PostgresResponseStore(server.NewSource());

    protected override IResponseStore OfOtherHost { get; } = new PostgresResponseStore(server.NewSource());

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await ((PostgresResponseStore)Store).DisposeAsync();
        await ((PostgresResponseStore)OfOtherHost).DisposeAsync();
        await server.CloseSourcesAsync();
    }
}
