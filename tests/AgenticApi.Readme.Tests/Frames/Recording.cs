// src/AgenticApi.Cassettes/README.md: CassetteMode.RecordMissing
// Prints: Completed Completed
// Prints: True False
using System.Net.Http.Json;
using System.Text.Json;
using AgenticApi;
using AgenticApi.Cassettes;
using AgenticApi.Readme.Tests.Frames;

// The sample records beside its source, which is this folder here, and only where CI is not set.
File.WriteAllText("README.md", "");
Environment.SetEnvironmentVariable(CassettePath.SourcesVariable, Environment.CurrentDirectory);
Environment.SetEnvironmentVariable("CI", null);
const string key = "sk-a-secret-of-this-test";
var server = await Loopback.ServeAsync(8000, "/v1/responses", "application/json", """{"object":"response","status":"completed","output":[],"user":"sk-a-secret-of-this-test"}""");
var first = await AskAsync();
await server.StopAsync();
Console.WriteLine($"{first} {await AskAsync()}");
Console.WriteLine($"{File.ReadAllText("weather.yaml").Contains("status")} {File.ReadAllText("weather.yaml").Contains(key)}");

async Task<Ending> AskAsync()
{
    // The sample stands here.
    using var answer = await http.PostAsJsonAsync("/v1/responses", new { input = "Hi" });
    return ResponseAccumulator.FromJson(await answer.Content.ReadAsStringAsync()).Ending;
}
