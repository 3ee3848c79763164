namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>Loops of this and of other projects make the same calls, send the same outputs and end with the same text over the same served conversation.</summary>
public sealed class LoopTests
{
    private static readonly string[] Packages = ["openai", "agents", "ai"];

    public static TheoryData<string> Conversations => [.. LoopConversations.All];

    public static TheoryData<string, string> OfNpm
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (client, conversation) in Packages.SelectMany(client => LoopConversations.All, (client, conversation) => (client, conversation)))
            {
                data.Add(client, conversation);
            }

            return data;
        }
    }

    [NodeTheory]
    [MemberData(nameof(OfNpm))]
    public Task Loop_of_npm_makes_the_recorded_calls(string client, string conversation) =>
        LeadAsync(client, conversation, (recorded, server) => NodeLoop.RunAsync(client, recorded, server));

    [Theory]
    [MemberData(nameof(Conversations))]
    public Task Loop_of_NuGet_makes_the_recorded_calls(string conversation) => LeadAsync("NuGet", conversation, NuGetLoop.RunAsync);

    [Theory]
    [MemberData(nameof(Conversations))]
    public Task Agent_makes_the_recorded_calls(string conversation) => LeadAsync("Agent", conversation, OwnLoop.RunAsync);

    /// <summary>As from a shell: the requests of a loop are not to the byte those that were recorded, so no member of them is compared.</summary>
    [NodeTheory]
    [InlineData("openai")]
    [InlineData("agents")]
    [InlineData("ai")]
    public async Task Tool_that_serves_in_order_and_ignores_the_members_of_bodies_leads_the_loop_of_npm(string client)
    {
        var conversation = new LoopConversation(LoopConversations.TwoRounds);
        using var tool = Tool.Start(["serve", Path.Combine(Repository.Cassettes, $"{LoopConversations.TwoRounds}.yaml"), "--in-order", "--ignore", "*"]);
        try
        {
            var url = await tool.StandardOutput.ReadLineAsync();

            var made = await NodeLoop.RunAsync(client, conversation, url!);

            made.Lines.Should().Equal((conversation.Recorded with { Answers = [] }).Lines);
        }
        finally
        {
            tool.Kill();
        }
    }

    [Fact]
    public void Agent_has_no_fault_and_each_fault_of_others_is_one_that_is_tested() =>
        LoopFault.All.Should().OnlyContain(fault => LoopConversations.All.Contains(fault.Conversation) && (fault.Client == "NuGet" || Packages.Contains(fault.Client)));

    private static async Task LeadAsync(string client, string name, Func<LoopConversation, LoopServer, Task<LoopOutcome>> loop)
    {
        var conversation = new LoopConversation(name);
        await using var server = await LoopServer.StartAsync(conversation);

        var made = await loop(conversation, server);

        if (LoopFault.Of(client, name) is { } fault)
        {
            made.Lines.Should().Contain(line => line.Contains(fault.Shown, StringComparison.Ordinal), fault.Reason)
                .And.NotEqual(conversation.Recorded.Lines, "only what goes wrong is listed");
            return;
        }

        made.Lines.Should().Equal(conversation.Recorded.Lines);
        server.Requests.Should().Be(conversation.Rounds);
    }
}
