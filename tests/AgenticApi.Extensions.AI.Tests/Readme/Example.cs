using AgenticApi.Execution;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;

namespace AgenticApi.Extensions.AI.Tests.Readme;

/// <summary>The samples of the README, to the letter, so that they compile and run.</summary>
internal static class Example
{
    public static async Task RunAsync(HttpClient http, TextWriter Console)
    {
        // README begins
        IChatClient client = new ResponsesEndpoint(http).AsChatClient("gpt-oss-120b");
        List<ChatMessage> history = [new(ChatRole.User, "Paris or Rome? Answer in one word.")];
        history.AddMessages(await client.GetResponseAsync(history));
        history.Add(new(ChatRole.User, "Why?"));
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(history)) Console.Write(update.Text);

        AIFunction weather = AIFunctionFactory.Create((string city) => $"Rain in {city}.", "get_weather", "The weather of a city.");
        var agent = new Agent(new ResponsesEndpoint(http), "gpt-oss-120b") { Tools = [weather.AsTool()] };
        ChatResponse answer = await agent.AsChatClient().GetResponseAsync("What is the weather in Rome?");
        Console.WriteLine(answer.Text);
        // README ends
    }

    public static async Task<Agent> WithMcpAsync(McpClient mcpClient, ResponsesEndpoint endpoint, string model)
    {
        // README begins
        IList<McpClientTool> tools = await mcpClient.ListToolsAsync();
        var agent = new Agent(endpoint, model) { Tools = [.. tools.Select(tool => tool.AsTool())] };
        // README ends
        return agent;
    }
}
