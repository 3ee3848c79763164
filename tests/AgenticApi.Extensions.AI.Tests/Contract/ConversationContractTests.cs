using AgenticApi.Cassettes;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace AgenticApi.Extensions.AI.Tests.Contract;

/// <summary>Each turn of a recorded conversation, built from the messages of the turns before it, sends what was recorded.</summary>
public class ConversationContractTests(ITestOutputHelper log)
{
    private const string Conversation = "conv_recorded";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Conversations_of_cassettes_send_what_was_recorded(bool isStored) => LeadAllAsync(Repository.Cassettes, isStored);

    [RecordingsTheory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Conversations_of_real_servers_send_what_was_recorded(bool isStored) => LeadAllAsync(Repository.Recordings!, isStored);

    private async Task LeadAllAsync(string folder, bool isStored)
    {
        var failures = new List<string>();
        var (conversations, turns) = (0, 0);
        foreach (var recording in Cassette.Find(folder).Select(file => new RecordedConversation(Cassette.Load(file))))
        {
            if (recording.Turns.Count < 2 || recording.Turns.Exists(turn => !turn.HasRequest || turn.Turn.Request.Method == "GET"))
            {
                continue;
            }

            try
            {
                await LeadAsync(recording, isStored);
                (conversations, turns) = (conversations + 1, turns + recording.Turns.Count);
            }
            catch (Exception e)
            {
                failures.Add($"{recording.Name}: {e.Message}");
            }
        }

        log.WriteLine($"{conversations} conversations with {turns} turns.");
        failures.Should().BeEmpty();
        conversations.Should().BeGreaterThan(10);
    }

    private static async Task LeadAsync(RecordedConversation recording, bool isStored)
    {
        using var server = new RecordedServer(recording.Turns);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://recorded/v1/") };
        using var client = new ResponsesEndpoint(http, RetryPolicy.None).AsChatClient("recorded");
        var histories = new List<List<ChatMessage>>();
        var responses = new List<ChatResponse>();
        for (var i = 0; i < recording.Turns.Count; i++)
        {
            var turn = recording.Turns[i];
            var parent = recording.Parents[i];
            var before = parent < 0 ? null : responses[parent];
            var isKept = turn.PreviousResponseId is not null || turn.HasConversation;
            var added = turn.Input.Skip(turn.Input.Count - recording.New(i).Count).Select(item => ChatHistory.Message(item, before)).ToList();
            List<ChatMessage> history = isKept || parent < 0 ? added : [.. histories[parent], .. responses[parent].Messages, .. added];
            var options = new ChatOptions
            {
                ConversationId = turn.PreviousResponseId is not null ? before!.ConversationId == Conversation ? before.ResponseId : before.ConversationId : turn.HasConversation ? Conversation : null,
            };

            var sent = isStored ? ChatHistory.Stored(history.Where(message => message.Contents.All(content => content.RawRepresentation is null || message.Role == ChatRole.Assistant)).ToList()) : history;
            sent = sent.Count == history.Count ? sent : history;
            responses.Add(turn.Turn.Response.Transport == CassetteTransport.Blocking
                ? await client.GetResponseAsync(sent, options)
                : await client.GetStreamingResponseAsync(sent, options).ToChatResponseAsync());
            histories.Add(history);

            RecordedTurn.ItemsOf(server.Requests[i]).Select(ItemText.Of)
                .Should().Equal(turn.Input.Select(ItemText.Of), $"that is what turn {i + 1} sent");
            RecordedTurn.Text(server.Requests[i], "previous_response_id").Should().Be(turn.PreviousResponseId ?? "");
        }
    }
}
