using System.ClientModel;
using System.Text.Json.Serialization;
using AgenticApi.Execution;
using OpenAI.Responses;

namespace AgenticApi.OpenAI.Tests.Readme;

/// <summary>The agent of the README, to the letter, so that it compiles and runs.</summary>
internal static class AgentExample
{
    public static async Task RunAsync(string key, Uri url, TextWriter Console)
    {
        // README begins
        var client = new ResponsesClient(new ApiKeyCredential(key), new ResponsesClientOptions { Endpoint = url });
        var agent = new Agent(client.AsResponsesEndpoint(), model: "gpt-5.2")
        {
            Tools = [Tool.Create("get_weather", "The weather of a city.", AgentJson.Default.City, (city, ct) => Weather.OfAsync(city.Name, ct))],
        };
        RunResult result = await agent.RunAsync("Which is nicer today, Paris or Rome?").ToEndAsync();
        Console.WriteLine(result.Text);
        // README ends
    }
}

// README goes on
internal sealed record City(string Name);

[JsonSerializable(typeof(City))]
internal sealed partial class AgentJson : JsonSerializerContext;
