// src/AgenticApi.Extensions.AI/README.md: mcpClient.ListToolsAsync()
// Prints: rain in Rome
// Prints: It rains.
using System.IO.Pipelines;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Server;
using AgenticApi.Extensions.AI;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

var (toServer, toClient) = (new Pipe(), new Pipe());
await using var mcpServer = McpServer.Create(
    new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()),
    new McpServerOptions { ToolCollection = [McpServerTool.Create((string city) => $"rain in {city}", new McpServerToolCreateOptions { Name = "get_weather" })] });
_ = mcpServer.RunAsync();
await using var mcpClient = await McpClient.CreateAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream()));
await using var server = await ModelServer.StartAsync();
server.Round(r => r.Call("get_weather", """{"city":"Rome"}""", "call_1")).Round(r => r.Text("It rains."));
var endpoint = new ResponsesEndpoint(new HttpClient { BaseAddress = server.BaseUrl });
const string model = "m";
// The sample stands here.
var result = await agent.RunAsync("Weather?").ToEndAsync();
Console.WriteLine(server.Requests[1].Input[^1].GetProperty("output").GetString());
Console.WriteLine(result.Text);
Environment.Exit(0);
