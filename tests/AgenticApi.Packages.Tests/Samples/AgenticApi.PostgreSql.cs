// Prints: The database is asked when a run begins.
using AgenticApi.Execution;
using AgenticApi.PostgreSql;
using Npgsql;

await using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=9;Username=agents;Database=agents;Timeout=1");
IRunJournal journal = new PostgresRunJournal(source);
var agent = new Agent(new ResponsesEndpoint(new HttpClient { BaseAddress = new Uri("http://127.0.0.1:9/v1") }), "m") { Journal = journal };
Console.WriteLine(agent.Journal == journal ? "The database is asked when a run begins." : "");
