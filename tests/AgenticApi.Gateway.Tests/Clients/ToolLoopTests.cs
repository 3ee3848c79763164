using System.Text.Json;
using AgenticApi.Gateway.Tests.Clients.Model;

namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>Clients of others lead a tool loop of two rounds, with calls at once, through the gateway, and it makes the same conversation of each.</summary>
public sealed class ToolLoopTests(GatewayInFront gateway) : IClassFixture<GatewayInFront>
{
    /// <summary>Who keeps the conversation: the client (<c>sent</c>, or <c>unstored</c> with <c>store: false</c>), or the gateway.</summary>
    private static readonly (string Client, string[] Histories)[] Clients =
    [
        ("openai", ["sent", "unstored", "previous", "conversation"]),
        ("ai", ["sent", "unstored", "conversation"]),
        ("agents", ["sent", "unstored", "previous", "conversation", "session"]),
        ("langchain", ["sent", "unstored", "previous"]),
    ];

    public static TheoryData<string, string, bool> OfNpm
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
    [MemberData(nameof(OfNpm))]
    public Task Client_of_npm_leads_the_loop(string client, string history, bool streams) => LeadAsync("gpt-5", client, history, streams);

    /// <summary>The AI SDK treats models as reasoning ones by their names, and asks otherwise for others.</summary>
    [NodeTheory]
    [InlineData("sent")]
    [InlineData("unstored")]
    public Task Client_that_knows_models_by_name_leads_the_loop_of_an_unknown_model(string history) => LeadAsync("qwen3", "ai", history, true);

    [Theory]
    [InlineData("sent", true)]
    [InlineData("sent", false)]
    [InlineData("unstored", true)]
    [InlineData("unstored", false)]
    [InlineData("previous", true)]
    [InlineData("previous", false)]
    [InlineData("conversation", true)]
    [InlineData("conversation", false)]
    public async Task Client_of_NuGet_leads_the_loop(string history, bool streams)
    {
        var model = gateway.Models.Lead("gpt-5", WeatherLoop.Say);

        var made = await NuGetLoop.RunAsync(gateway.BaseUrl, model.Name, history, streams);

        Check(model, made, WeatherLoop.Conversation, WeatherLoop.Reasoning);
    }

    private async Task LeadAsync(string family, string client, string history, bool streams)
    {
        var model = gateway.Models.Lead(family, WeatherLoop.Say);

        var made = ClientOutcome.FromJson(await NodeClient.RunAsync(
            $"loop-{client}.mjs", gateway.BaseUrl, JsonSerializer.Serialize(new { model = model.Name, stream = streams, history })));

        Check(
            model,
            made,
            // The AI SDK says again what it said, with each step, though the conversation is kept.
            (client, history) == ("ai", "conversation") ? WeatherLoop.RepeatedConversation : WeatherLoop.Conversation,
            // It leaves reasoning out of what it sends back, where it knows of no reasoning and nobody keeps it.
            (family, history) == ("qwen3", "unstored") ? [] : WeatherLoop.Reasoning);
    }

    private static void Check(LedModel model, ClientOutcome made, IEnumerable<string> conversation, IEnumerable<string> reasoning)
    {
        model.Faults.Should().BeEmpty();
        made.Error.Should().BeNull();
        made.Calls.Should().Equal(WeatherLoop.Calls.Select(call => $"{call.Name} {call.Arguments}"));
        made.Texts.Should().Equal(WeatherLoop.Answer, WeatherLoop.Welcome);
        model.Asked.Should().HaveCount(4);
        model.Asked[^1].Lines.Should().Equal(conversation);
        model.Asked[^1].Reasoning.Should().Equal(reasoning);
    }
}
