// src/AgenticApi.Execution/README.md: journal.RunIds
// Prints: run_*: Completed
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Server;

await using var server = await ModelServer.StartAsync();
server.Round(r => r.Text("I begin, and do not come to the end.").HangUntil(Task.Delay(Timeout.Infinite), events: 5)).Always(r => r.Text("Done."));
using var http = new HttpClient { BaseAddress = server.BaseUrl };
var endpoint = new ResponsesEndpoint(http);
const string model = "m";
Tool[] tools = [];
await foreach (var e in new Agent(endpoint, model) { Journal = new FileRunJournal("runs") }.RunAsync("Work."))
{
    if (e is StreamedEvent)
    {
        break;
    }
}

// The sample stands here.
