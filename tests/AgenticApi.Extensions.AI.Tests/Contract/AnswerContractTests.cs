using AgenticApi.Cassettes;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace AgenticApi.Extensions.AI.Tests.Contract;

/// <summary>The chat response of each recorded answer.</summary>
public class AnswerContractTests(ITestOutputHelper log)
{
    [Fact]
    public Task Answers_of_cassettes_equal_their_responses() => CheckAllAsync(Repository.Cassettes);

    [RecordingsFact]
    public Task Answers_of_real_servers_equal_their_responses() => CheckAllAsync(Repository.Recordings!);

    private async Task CheckAllAsync(string folder)
    {
        var failures = new List<string>();
        var (streams, bodies, live) = (0, 0, 0);
        foreach (var turn in Cassette.Find(folder).Select(Cassette.Load).SelectMany(cassette => cassette.Turns.Select(turn => (Name: $"{cassette.Name} {turn.Name}", Turn: turn))))
        {
            // A resumed stream is not a whole answer, and other requests have no response.
            if (!turn.Turn.IsResponse || turn.Turn.Request.Method == "GET")
            {
                continue;
            }

            try
            {
                var recorded = new RecordedTurn(turn.Turn);
                var result = turn.Turn.Response.Accumulate();
                var isStream = turn.Turn.Response.Transport != CassetteTransport.Blocking;
                live += await CheckAsync(recorded, result, isStream);
                (streams, bodies) = (streams + (isStream ? 1 : 0), bodies + (isStream ? 0 : 1));
            }
            catch (Exception e)
            {
                failures.Add($"{turn.Name}: {e.Message}");
            }
        }

        log.WriteLine($"{streams} streams and {bodies} bodies, {live} updates with text.");
        failures.Should().BeEmpty();
        streams.Should().BeGreaterThan(20);
        bodies.Should().BeGreaterThan(10);
    }

    private static async Task<int> CheckAsync(RecordedTurn recorded, AccumulatedResponse result, bool isStream)
    {
        using var server = new RecordedServer([recorded]);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://recorded/v1/") };
        using var client = new ResponsesEndpoint(http, RetryPolicy.None).AsChatClient("recorded");
        if (result is { Ending: Ending.Errored, Response: { Id: "", Output.Count: 0 } })
        {
            var ask = () => isStream ? client.GetStreamingResponseAsync("Hello").ToChatResponseAsync() : client.GetResponseAsync("Hello");
            (await ask.Should().ThrowAsync<ResponseFailedException>()).Which.Message.Should().Contain(result.Response.Error!.Message);
            return 0;
        }

        var updates = new List<ChatResponseUpdate>();
        ChatResponse response;
        if (isStream)
        {
            await foreach (var update in client.GetStreamingResponseAsync("Hello"))
            {
                updates.Add(update);
            }

            response = updates.ToChatResponse();

            // The terminal event may have differently encrypted reasoning, and a gateway sends different times for its rounds. The stream has the first ones.
            string[] ignored =
            [
                .. result.Deviations.Any(one => one.Kind == DeviationKind.EncryptedContentChanged) ? ["\"protectedData\""] : Array.Empty<string>(),
                .. updates.Select(update => update.CreatedAt).OfType<DateTimeOffset>().Distinct().Count() > 1 ? ["\"createdAt\""] : Array.Empty<string>(),
            ];
            ChatText.Lines(response, ignored).Should().Equal(ChatText.Lines(Blocking(result), ignored), "streaming gives what blocking gives");
        }
        else
        {
            response = await client.GetResponseAsync("Hello");
            response.RawRepresentation.Should().Be(result.Response);
        }

        ResponseCheck.IsSame(response, result);
        return updates.Count(update => update.Text.Length > 0);
    }

    private static ChatResponse Blocking(AccumulatedResponse result) => new ResponseUpdates(new AnswerContext { Request = new ResponseRequest() }).Finish(result).ToChatResponse();
}
