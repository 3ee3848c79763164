using System.Text.Json;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Agents;

/// <summary>An agent as a chat client.</summary>
public class AgentChatClientTests
{
    private static readonly JsonElement City = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""u8);
    private static readonly string Call = Items.Call("call_1", "get_weather", """{"city":"Bergen"}""");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_gives_calls_outputs_and_answer_and_an_outer_client_runs_nothing(bool isStreamed)
    {
        using var server = new ScriptedServer($"{Items.Message("I look.")},{Call}", Items.Message("It rains."));
        using var client = new FunctionInvokingClient(Agent(server, Weather()).AsChatClient());

        var response = await AskAsync(client, [new ChatMessage(ChatRole.User, "Weather in Bergen?")], isStreamed);

        client.Invoked.Should().BeEmpty();
        server.Requests.Should().HaveCount(2);
        response.Messages.Select(message => $"{message.Role}: {string.Join(" | ", message.Contents.Select(content => content switch
        {
            FunctionCallContent call => $"{call.Name} {call.CallId} {call.InformationalOnly}",
            FunctionResultContent result => $"{result.CallId} {result.Result}",
            TextContent text => text.Text,
            _ => "items",
        }))}").Should().Equal("assistant: I look. | get_weather call_1 True", "tool: call_1 rain in Bergen", "assistant: It rains. | items");
        (response.FinishReason, response.Usage!.TotalTokenCount, response.ConversationId).Should().Be((ChatFinishReason.Stop, 30, null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Second_turn_sends_the_items_of_the_first_run(bool isStored)
    {
        using var server = new ScriptedServer($"{Items.Message("I look.")},{Call}", Items.Message("It rains."), Items.Message("Yes."));
        using var client = Agent(server, Weather()).AsChatClient();
        List<ChatMessage> messages = [new(ChatRole.User, "Weather in Bergen?")];
        messages.AddMessages(await client.GetResponseAsync(messages));
        messages.Add(new ChatMessage(ChatRole.User, "An umbrella?"));

        await client.GetResponseAsync(isStored ? ChatHistory.Stored(messages) : messages);

        RecordedTurn.ItemsOf(server.Requests[2].Body).Select(item => RecordedTurn.Text(item, "id") + RecordedTurn.Text(item, "type"))
            .Should().Equal("message", "msg_7message", "fc_call_1function_call", "function_call_output", "msg_9message", "message");
    }

    [Fact]
    public async Task Call_of_a_tool_without_a_handler_is_run_by_the_outer_client()
    {
        using var server = new ScriptedServer(Items.Message("I look.") + "," + Call, Items.Message("It snows."));
        var declared = Tool.FromDeclaration(Weather().Declaration);
        using var client = new FunctionInvokingClient(Agent(server, declared).AsChatClient(), AIFunctionFactory.Create((string city) => $"snow in {city}", "get_weather"));

        var response = await client.GetResponseAsync("Weather in Bergen?");

        client.Invoked.Should().Equal("get_weather");
        response.Text.Should().Be("It snows.");
        RecordedTurn.ItemsOf(server.Requests[1].Body).Select(item => RecordedTurn.Text(item, "type")).Should().Equal("message", "message", "function_call", "function_call_output");
    }

    [Theory]
    [InlineData(true, "rain in Bergen")]
    [InlineData(false, "not today")]
    public async Task Approval_resumes_the_run(bool isApproved, string output)
    {
        using var server = new ScriptedServer(Items.Message("I look.") + "," + Call, Items.Message("Done."), Items.Message("Bye."));
        using var client = new FunctionInvokingClient(Agent(server, Weather() with { Approve = _ => Approval.Ask }).AsChatClient());
        List<ChatMessage> messages = [new(ChatRole.User, "Weather in Bergen?")];
        var first = await client.GetResponseAsync(messages);
        messages.AddMessages(first);
        var request = first.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();
        messages.Add(new ChatMessage(ChatRole.User, [request.CreateResponse(isApproved, isApproved ? null : "not today")]));

        var second = await client.GetResponseAsync(messages);

        (first.FinishReason, second.Text, client.Invoked.Count).Should().Be((ChatFinishReason.ToolCalls, "Done.", 0));
        RecordedTurn.Text(RecordedTurn.ItemsOf(server.Requests[1].Body)[^1], "output").Should().Contain(output);

        messages.AddMessages(second);
        messages.Add(new ChatMessage(ChatRole.User, "Thanks."));
        await client.GetResponseAsync(messages);
        RecordedTurn.ItemsOf(server.Requests[2].Body).Select(item => RecordedTurn.Text(item, "type"))
            .Should().Equal("message", "message", "function_call", "function_call_output", "message", "message");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refused_first_request_throws(bool isStreamed)
    {
        using var server = new ScriptedServer();
        using var client = new FunctionInvokingClient(Agent(server, Weather()).AsChatClient());

        var ask = () => AskAsync(client, [new ChatMessage(ChatRole.User, "Hello")], isStreamed);

        (await ask.Should().ThrowAsync<ResponseFailedException>()).WithMessage("*Nothing more to say.*");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refused_second_request_gives_the_first_round_and_the_error(bool isStreamed)
    {
        using var server = new ScriptedServer(Call);
        using var client = new FunctionInvokingClient(Agent(server, Weather()).AsChatClient());

        var response = await AskAsync(client, [new ChatMessage(ChatRole.User, "Weather in Bergen?")], isStreamed);

        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        contents.OfType<FunctionResultContent>().Should().ContainSingle();
        contents.OfType<ErrorContent>().Single().Message.Should().Contain("Nothing more to say.");
    }

    [Fact]
    public async Task Cancelled_request_throws_and_a_tool_in_the_options_is_refused()
    {
        using var server = new ScriptedServer(Call);
        using var cancel = new CancellationTokenSource();
        using var client = Agent(server, Tool.FromSchema("get_weather", "Weather.", City, async (_, ct) =>
        {
            await cancel.CancelAsync();
            ct.ThrowIfCancellationRequested();
            return ToolOutput.FromText("");
        })).AsChatClient();

        var ask = () => client.GetResponseAsync("Hello", cancellationToken: cancel.Token);
        var misuse = () => client.GetResponseAsync("Hello", new ChatOptions { Tools = [new HostedWebSearchTool()] });

        await ask.Should().ThrowAsync<OperationCanceledException>();
        await misuse.Should().ThrowAsync<NotSupportedException>();
        client.GetService<Agent>().Should().NotBeNull();
    }

    private static Task<ChatResponse> AskAsync(FunctionInvokingClient client, IEnumerable<ChatMessage> messages, bool isStreamed) =>
        isStreamed ? client.GetStreamingResponseAsync(messages).ToChatResponseAsync() : client.GetResponseAsync(messages);

    private static Agent Agent(ScriptedServer server, params Tool[] tools) => new(server.Endpoint, "scripted-1") { Tools = tools, Journal = new InMemoryRunJournal() };

    private static Tool Weather() => Tool.FromSchema("get_weather", "Weather.", City, (city, _) => Task.FromResult(ToolOutput.FromText($"rain in {city.GetProperty("city").GetString()}")));
}
