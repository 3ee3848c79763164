// src/AgenticApi.OpenAI/README.md: client.AsResponsesEndpoint()
// Prints: Rome is sunny.
// Prints: sunny
using AgenticApi.Execution.Tests.Server;

await using var server = await ModelServer.StartAsync();
server.Round(round => round.Call("get_weather", """{"Name":"Rome"}""", "call_1")).Round(round => round.Text("Rome is sunny."));
const string key = "sk-1";
Uri url = server.BaseUrl;
// The sample stands here.
Console.WriteLine(server.Requests[1].Input[^1].GetProperty("output").GetString());

internal static class Weather
{
    public static Task<string> OfAsync(string city, CancellationToken cancellationToken) => Task.FromResult(city == "Rome" ? "sunny" : "rain").WaitAsync(cancellationToken);
}
