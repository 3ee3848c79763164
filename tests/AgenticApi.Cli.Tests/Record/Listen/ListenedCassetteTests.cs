using AgenticApi.Cassettes;
using AgenticApi.Cli.Tests.Clients.Loops;

namespace AgenticApi.Cli.Tests.Record.Listen;

/// <summary>What passes through <c>agentic-api record --listen</c> is recorded as it was, and answers again.</summary>
public sealed class ListenedCassetteTests
{
    public static TheoryData<string> Own => [.. Cassette.Find(Repository.Cassettes).Select(file => Path.GetRelativePath(Repository.Cassettes, file))];

    [Theory]
    [MemberData(nameof(Own))]
    public async Task Own_cassette_asked_through_the_proxy_comes_and_is_recorded_to_the_byte(string name)
    {
        var cassette = Cassette.Load(Path.Combine(Repository.Cassettes, name));
        await using var served = await Served.StartAsync(cassette);
        await using var listening = await Listening.StartAsync(served.BaseUrl, settings => settings with { Server = cassette.Server });

        var got = await Round.AskAsync(cassette, listening.Url, served["got.yaml"]);

        got.Should().Be(cassette);
        await listening.EndAsync();
        var recorded = listening.Cassette;
        recorded.Turns.Select(turn => turn.Request).Should().Equal(cassette.Turns.Select(turn => turn.Request));
        recorded.Should().Be(cassette);
    }

    [NodeTheory]
    [InlineData("openai")]
    [InlineData("agents")]
    [InlineData("ai")]
    public async Task Loop_of_npm_through_the_proxy_gives_a_cassette_that_leads_it_again(string client)
    {
        var conversation = new LoopConversation(LoopConversations.TwoRounds);
        await using var server = await LoopServer.StartAsync(conversation);
        await using var listening = await Listening.StartAsync(server.BaseUrl);

        var first = await NodeLoop.RunAsync(client, conversation, $"{listening.Url}v1");

        first.Lines.Should().Equal((conversation.Recorded with { Answers = [] }).Lines);
        var recorded = listening.Cassette;
        recorded.Turns.Select(turn => turn.Response).Should().Equal(conversation.Cassette.Turns.Select(turn => turn.Response));
        recorded.Turns.Select(turn => turn.Request.Path).Should().AllBe("/v1/responses");

        // Every member of every request is compared: this is what the client sends.
        await using var again = await Served.StartAsync(recorded);
        var second = await NodeLoop.RunAsync(client, conversation, again.BaseUrl);

        second.Lines.Should().Equal(first.Lines);
    }
}
