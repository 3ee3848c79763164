// src/AgenticApi.PostgreSql/README.md: NpgsqlDataSource.Create("Host=localhost;Username=agents
// Needs: PostgreSQL
// Prints: Completed: Done. 1
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Server;
using AgenticApi.PostgreSql;
using Npgsql;

await using var server = await ModelServer.StartAsync();
server.Round(r => r.Text("Done."));
var endpoint = new ResponsesEndpoint(new HttpClient { BaseAddress = server.BaseUrl });
const string model = "m";
Tool[] tools = [];
// The sample stands here.
var result = await agent.RunAsync("Work.").ToEndAsync();
await using var count = source.CreateCommand("SELECT count(*) FROM agentic_run");
Console.WriteLine($"{result.Outcome}: {result.Text} {await count.ExecuteScalarAsync()}");
