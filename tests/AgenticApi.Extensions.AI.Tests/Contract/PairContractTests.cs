using AgenticApi.Cassettes;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using AgenticApi.Extensions.AI.Tests.Support;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Contract;

/// <summary>Conversations that were recorded streaming and blocking give the same messages.</summary>
public class PairContractTests
{
    // The blocking request was refused, and the stream was cut off.
    private const string TwoAnswers = "errored";

    public static TheoryData<string> Pairs => [.. Cassette.Find(Repository.Cassettes).Select(file => Path.GetFileNameWithoutExtension(file))
        .Where(name => name.EndsWith("-streaming", StringComparison.Ordinal)).Select(name => name[..^"-streaming".Length])
        .Where(name => name != TwoAnswers && File.Exists(Path.Combine(Repository.Cassettes, $"{name}-blocking.yaml")))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Streaming_gives_the_messages_of_blocking(string name)
    {
        var streamed = await SaidAsync($"{name}-streaming");
        var blocking = await SaidAsync($"{name}-blocking");

        streamed.Should().Equal(blocking);
    }

    private static async Task<List<string>> SaidAsync(string name)
    {
        var said = new List<string>();
        foreach (var turn in Cassette.Load(Path.Combine(Repository.Cassettes, $"{name}.yaml")).Turns.Where(turn => turn.IsResponse))
        {
            using var server = new RecordedServer([new RecordedTurn(turn)]);
            using var http = new HttpClient(server) { BaseAddress = new Uri("http://recorded/v1/") };
            using var client = new ResponsesEndpoint(http, RetryPolicy.None).AsChatClient("recorded");
            try
            {
                said.Add(ChatText.Said(turn.Response.Transport == CassetteTransport.Blocking
                    ? await client.GetResponseAsync("Hello")
                    : await client.GetStreamingResponseAsync("Hello").ToChatResponseAsync()));
            }
            catch (ResponseFailedException e)
            {
                said.Add($"{e.Code}: {e.Message}");
            }
        }

        return said;
    }
}
