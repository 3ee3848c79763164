// src/AgenticApi.PostgreSql/README.md: journal.FindAbandonedAsync()
// Needs: PostgreSQL
// Prints: run_*: Completed
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Server;
using AgenticApi.PostgreSql;
using Npgsql;

await using var server = await ModelServer.StartAsync();
server.Round(r => r.Text("I begin, and do not come to the end.").HangUntil(Task.Delay(Timeout.Infinite), events: 5)).Always(r => r.Text("Done."));
var endpoint = new ResponsesEndpoint(new HttpClient { BaseAddress = server.BaseUrl });
const string model = "m";
Tool[] tools = [];
const string Database = "Host=localhost;Username=gateway;Database=gateway";
await using var source = NpgsqlDataSource.Create(Database);

// A host loses its database in the middle of a run, and its lease runs out.
var lost = NpgsqlDataSource.Create(Database);
var host = new Agent(endpoint, model) { Journal = new PostgresRunJournal(lost, new() { Lease = TimeSpan.FromSeconds(1) }) };
await foreach (var e in host.RunAsync("Work."))
{
    if (e is StreamedEvent)
    {
        await lost.DisposeAsync();
        break;
    }
}

await Task.Delay(TimeSpan.FromSeconds(1.5));
// The sample stands here.
