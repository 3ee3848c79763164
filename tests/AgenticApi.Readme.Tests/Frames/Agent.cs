// src/AgenticApi.Execution/README.md: Trains.BookAsync
// Prints: I will look. Rome it is. Your train to Rome is booked.
// Prints: asked: book_train {"Name":"Rome"}
// Prints: Booked to Rome.
using System.Text.Json.Serialization;
using AgenticApi;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Server;

await using var server = await ModelServer.StartAsync();
server
    .Round(r => r.Text("I will look. ").Call("get_weather", """{"Name":"Paris"}""", "call_1").Call("get_weather", """{"Name":"Rome"}""", "call_2"))
    .Round(r => r.Text("Rome it is. ").Call("book_train", """{"Name":"Rome"}""", "call_3"))
    .Round(r => r.Text("Your train to Rome is booked."));
using var http = new HttpClient { BaseAddress = server.BaseUrl };
var asked = new List<string>();
bool AskUser(ToolCall call)
{
    asked.Add($"asked: {call.Name} {call.Arguments}");
    return true;
}

// The sample stands here.
asked.ForEach(Console.WriteLine);
Console.WriteLine(server.Requests[2].Input[^1].GetProperty("output").GetString());

internal static class Weather
{
    public static Task<string> OfAsync(string city, CancellationToken cancellationToken) => Task.FromResult(city == "Rome" ? "sunny" : "rain").WaitAsync(cancellationToken);
}

internal static class Trains
{
    public static Task<string> BookAsync(string city, CancellationToken cancellationToken) => Task.FromResult($"Booked to {city}.").WaitAsync(cancellationToken);
}
