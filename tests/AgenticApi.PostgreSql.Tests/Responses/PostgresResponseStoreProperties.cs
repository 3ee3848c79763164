using AgenticApi.PostgreSql.Tests.Support;
using AgenticApi.Serving;
using AgenticApi.Serving.Tests.Storing;

namespace AgenticApi.PostgreSql.Tests.Responses;

[Collection(SharedPostgresServer.Name)]
public sealed class PostgresResponseStoreProperties(PostgresServer server) : ResponseStoreProperties, IAsyncLifetime
{
    protected override IResponseStore Store { get; } = new PostgresResponseStore(server.NewSource());

    protected override IResponseStore OfOtherHost { get; } = new PostgresResponseStore(server.NewSource());

    protected override int MaxTests => 40;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await ((PostgresResponseStore)Store).DisposeAsync();
        await ((PostgresResponseStore)OfOtherHost).DisposeAsync();
        await server.CloseSourcesAsync();
    }
}
