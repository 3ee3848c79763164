using System.Text.Json;
using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>Other clients run a tool loop of two rounds with parallel calls through the gateway. The model gets the same conversation from each.</summary>
public sealed class ToolLoopTests(GatewayInFront gateway) : IClassFixture<GatewayInFront>
{
    /// <summary>The npm clients, and who keeps the history: for <c>sent</c> and <c>unstored</c> (<c>store: false</c>) the client, otherwise the gateway.</summary>
    private static readonly (string Client, string[] Histories)[] Clients =
    [
        ("openai", ["sent", "unstored", "previous", "conversation"]),
        ("ai", ["sent", "unstored", "conversation"]),
        ("agents", ["sent", "unstored", "previous", "conversation", "session"]),
        ("langchain", ["sent", "unstored", "previous"]),
    ];

    public static TheoryData<string, string, bool> NpmClients
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var (client, history) in Clients.SelectMany(one => one.Histories, (one, history) => (one.Client, history)))
            {
                data.Add(client, history, true);
                data.Add(client, history, false);
            }

            return data;
        }
    }

    [NodeTheory]
    [MemberData(nameof(NpmClients))]
    public Task Npm_client_completes_the_loop(string client, string history, bool streams) => RunAsync("gpt-5", client, history, streams);

    /// <summary>The AI SDK recognizes reasoning models by their names, and sends different requests for other models.</summary>
    [NodeTheory]
    [InlineData("sent")]
    [InlineData("unstored")]
    public Task Ai_sdk_with_an_unknown_model_completes_the_loop(string history) => RunAsync("qwen3", "ai", history, true);

    [Theory]
    [InlineData("sent", true)]
    [InlineData("sent", false)]
    [InlineData("unstored", true)]
    [InlineData("unstored", false)]
    [InlineData("previous", true)]
    [InlineData("previous", false)]
    [InlineData("conversation", true)]
    [InlineData("conversation", false)]
    public async Task NuGet_client_completes_the_loop(string history, bool streams)
    {
        var model = gateway.Models.Add("gpt-5", WeatherLoop.Say);

        var outcome = await NuGetLoop.RunAsync(gateway.BaseUrl, model.Name, history, streams);

        Check(model, outcome, WeatherLoop.Conversation, WeatherLoop.Reasoning);
    }

    private async Task RunAsync(string family, string client, string history, bool streams)
    {
        var model = gateway.Models.Add(family, WeatherLoop.Say);

        var outcome = ClientOutcome.FromJson(await NodeClient.RunAsync(
            $"loop-{client}.mjs", gateway.BaseUrl, JsonSerializer.Serialize(new { model = model.Name, stream = streams, history })));

        Check(
            model,
            outcome,
            // The AI SDK sends instructions and question again with each step, although the conversation has them.
            (client, history) == ("ai", "conversation") ? WeatherLoop.RepeatedConversation : WeatherLoop.Conversation,
            // For models that it does not know as reasoning models, the AI SDK does not send reasoning back.
            (family, history) == ("qwen3", "unstored") ? [] : WeatherLoop.Reasoning);
    }

    private static void Check(FakeModel model, ClientOutcome outcome, IEnumerable<string> conversation, IEnumerable<string> reasoning)
    {
        model.Faults.Should().BeEmpty();
        outcome.Error.Should().BeNull();
        outcome.Calls.Should().Equal(WeatherLoop.Calls.Select(call => $"{call.Name} {call.Arguments}"));
        outcome.Texts.Should().Equal(WeatherLoop.Answer, WeatherLoop.Welcome);
        model.Asked.Should().HaveCount(4);
        model.Asked[^1].Lines.Should().Equal(conversation);
        model.Asked[^1].Reasoning.Should().Equal(reasoning);
    }
}
