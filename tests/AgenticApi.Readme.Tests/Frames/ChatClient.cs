// src/AgenticApi.Extensions.AI/README.md: AIFunctionFactory.Create
// Prints: It is warm. It rains.
// Prints: Rain in Rome.
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Server;
using AgenticApi.Extensions.AI;
using Microsoft.Extensions.AI;

await using var server = await ModelServer.StartAsync();
server.Round(r => r.Text("Rome.")).Round(r => r.Text("It is warm. "))
    .Round(r => r.Call("get_weather", """{"city":"Rome"}""", "call_1")).Round(r => r.Text("It rains."));
using var http = new HttpClient { BaseAddress = server.BaseUrl };
// The sample stands here.
Console.WriteLine(server.Requests[3].Input[^1].GetProperty("output").GetString());
