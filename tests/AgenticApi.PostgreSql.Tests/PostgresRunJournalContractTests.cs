using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Journal;
using AgenticApi.PostgreSql.Tests.Support;

namespace AgenticApi.PostgreSql.Tests;

/// <summary>The tests of all run journals, with PostgreSQL.</summary>
[Collection(SharedPostgresServer.Name)]
public sealed class PostgresRunJournalContractTests(PostgresServer server) : RunJournalTests, IAsyncLifetime
{
    protected override IRunJournal Journal { get; } = new PostgresRunJournal(server.NewSource());

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => server.CloseSourcesAsync();
}
