using AgenticApi.Cassettes;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Execution.Tests.Rules;
using AgenticApi.Execution.Tests.Server;
using AgenticApi.OpenAI.Tests.Support;

namespace AgenticApi.OpenAI.Tests.Endpoint;

/// <summary>The loop over the client repeats recorded conversations: with the same calls, requests and answers.</summary>
public class LoopTests
{
    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Cassettes_are_led_through_as_recorded(Continuation continuation) => LeadAsync(Repository.Cassettes, continuation);

    [RecordingsTheory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public Task Recordings_of_real_servers_are_led_through_as_recorded(Continuation continuation) => LeadAsync(Repository.Recordings!, continuation);

    [Fact]
    public async Task Background_response_whose_stream_breaks_is_resumed_after_its_last_event()
    {
        await using var server = await ModelServer.StartAsync();
        server.Round(round => round.Text("Hello, world.").DropAfter(3));
        var agent = new Agent(Clients.At(server.BaseUrl).AsResponsesEndpoint(), "m") { Options = new AgentOptions { PollInterval = TimeSpan.FromMilliseconds(1) } };

        var result = await agent.RunAsync(ResponseRequest.FromText("Hi") with { Background = true, Store = true }).ToEndAsync().InTime();

        (result.Outcome, result.Text).Should().Be((RunOutcome.Completed, "Hello, world."));
        server.Lines.Should().Contain(line => line.Contains("starting_after=", StringComparison.Ordinal));
    }

    private static async Task LeadAsync(string folder, Continuation continuation)
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var recording in Cassette.Find(folder).Select(file => new RecordedConversation(Cassette.Load(file))).Where(recording => recording.Obstacle(continuation) is null))
        {
            using var lead = new ConversationLead(recording, continuation, http => Clients.Over(http).AsResponsesEndpoint());
            try
            {
                await lead.RunAsync().InTime();
                count++;
            }
            catch (Exception e)
            {
                failures.Add($"{recording.Name}: {e.Message}");
            }
        }

        failures.Should().BeEmpty();
        count.Should().BeGreaterThan(20);
    }
}
