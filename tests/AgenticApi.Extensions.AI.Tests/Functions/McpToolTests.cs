using System.IO.Pipelines;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgenticApi.Extensions.AI.Tests.Functions;

/// <summary>The tools of an MCP server are tools of an agent.</summary>
public class McpToolTests
{
    [Fact]
    public async Task Agent_calls_the_tools_of_an_mcp_server()
    {
        var (toServer, toClient) = (new Pipe(), new Pipe());
        await using var server = McpServer.Create(
            new StreamServerTransport(toServer.Reader.AsStream(), toClient.Writer.AsStream()),
            new McpServerOptions
            {
                ToolCollection =
                [
                    McpServerTool.Create((string city) => $"rain in {city}", new McpServerToolCreateOptions { Name = "get_weather", Description = "The weather of a city." }),
                    McpServerTool.Create(Refuse, new McpServerToolCreateOptions { Name = "refuse" }),
                ],
            });
        using var stop = new CancellationTokenSource();
        var running = server.RunAsync(stop.Token);
        await using (var client = await McpClient.CreateAsync(new StreamClientTransport(toServer.Writer.AsStream(), toClient.Reader.AsStream())))
        {
            var tools = (await client.ListToolsAsync()).Select(tool => tool.AsTool()).ToList();
            using var model = new ScriptedServer(
                $$"""{{Items.Call("call_1", "get_weather", """{"city":"Bergen"}""")}},{{Items.Call("call_2", "refuse")}},{{Items.Call("call_3", "get_weather", """{"town":1}""")}}""",
                Items.Message("It rains."));
            var outputs = new List<ToolOutput>();

            await foreach (var e in new Agent(model.Endpoint, "scripted-1") { Tools = tools }.RunAsync("Weather?"))
            {
                outputs.AddRange(e is CallFinished finished ? [finished.Output] : []);
            }

            model.Requests[0].Body.GetProperty("tools")[0].GetProperty("parameters").GetProperty("properties").GetProperty("city").GetProperty("type").GetString().Should().Be("string");
            RecordedTurn.ItemsOf(model.Requests[1].Body).Where(RecordedTurn.IsOutput).Select(item => RecordedTurn.Text(item, "output"))
                .Should().SatisfyRespectively(first => first.Should().Be("rain in Bergen"), second => second.Should().Contain("Not today."), third => third.Should().Contain("city"));
            outputs.Count(output => output.IsError).Should().Be(2, "what the server refuses is a failure of the tool, and so are arguments that do not fit");
        }

        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static CallToolResult Refuse() => new() { IsError = true, Content = [new TextContentBlock { Text = "Not today." }] };
}
