// src/AgenticApi.OpenAI/README.md: new ResponseObserver
// Prints: Hello.
// Prints: Completed: 0 deviations
using AgenticApi.Execution.Tests.Server;

await using var server = await ModelServer.StartAsync();
server.Round(round => round.Text("Hello."));
const string key = "sk-1";
Uri url = server.BaseUrl;
// The sample stands here.
