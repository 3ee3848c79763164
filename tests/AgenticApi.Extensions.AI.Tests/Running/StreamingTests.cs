using AgenticApi.Cassettes;
using AgenticApi.Execution;
using AgenticApi.Execution.Tests.Conversations;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Running;

/// <summary>The updates while a response is streamed.</summary>
public class StreamingTests
{
    [Theory]
    [InlineData("reasoning-vllm-streaming")]
    [InlineData("text-streaming")]
    [InlineData("reasoning-gpt-oss-streaming")]
    [InlineData("web-search-streaming")]
    public async Task Text_is_passed_on_as_it_arrives(string name)
    {
        var turn = Cassette.Load(Path.Combine(Repository.Cassettes, $"{name}.yaml")).Turns[0];
        using var server = new RecordedServer([new RecordedTurn(turn)]);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://recorded/v1/") };
        using var client = new ResponsesEndpoint(http).AsChatClient("m");
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Hello"))
        {
            updates.Add(update);
        }

        var deltas = updates.Where(update => update.RawRepresentation is OutputTextDeltaEvent { Delta.Length: > 0 } or ReasoningTextDeltaEvent or ReasoningSummaryTextDeltaEvent).ToList();
        deltas.Should().HaveCountGreaterThan(3);
        deltas.Count(update => update.Contents.Count == 0).Should().BeLessThan(2, "only white space at the beginning waits");
        updates.Take(updates.Count - 2).Should().OnlyContain(update => update.RawRepresentation is ResponseStreamEvent);
    }

    [Fact]
    public async Task Calls_have_the_ids_of_the_final_response_and_citations_their_places()
    {
        var calls = await ContentsAsync("reasoning-and-call-vllm-streaming");
        var citations = await ContentsAsync("web-search-streaming");

        calls.OfType<FunctionCallContent>().Should().NotBeEmpty();
        var cited = citations.Where(content => content.Annotations is { Count: > 0 }).SelectMany(content => content.Annotations!).Cast<CitationAnnotation>().ToList();
        cited.Should().NotBeEmpty();
        cited.Should().OnlyContain(citation => citation.Url != null && citation.Title != null && citation.AnnotatedRegions!.Count == 1);
    }

    private static async Task<List<AIContent>> ContentsAsync(string name)
    {
        var turn = Cassette.Load(Path.Combine(Repository.Cassettes, $"{name}.yaml")).Turns[0];
        using var server = new RecordedServer([new RecordedTurn(turn)]);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://recorded/v1/") };
        var response = await new ResponsesEndpoint(http).AsChatClient("m").GetStreamingResponseAsync("Hello").ToChatResponseAsync();
        return [.. response.Messages.SelectMany(message => message.Contents)];
    }
}
