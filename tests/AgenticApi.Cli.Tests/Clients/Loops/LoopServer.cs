using System.Text.Json;
using AgenticApi.Cassettes;
using AgenticApi.Execution.Tests.Conversations;

namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>A conversation as <c>agentic-api serve --in-order</c> serves it, whatever the bodies are, and what was sent to it.</summary>
internal sealed class LoopServer : IAsyncDisposable
{
    private readonly List<JsonElement> _bodies = [];
    private Served _served = null!;

    private LoopServer()
    {
    }

    public string BaseUrl => _served.BaseUrl;

    /// <summary>How many requests came.</summary>
    public int Requests => _bodies.Count;

    /// <summary>The outputs that came, each once: who keeps the conversation sends them again with each request.</summary>
    public IReadOnlyList<LoopAnswer> Answers =>
    [
        .. _bodies.SelectMany(RecordedTurn.ItemsOf).Where(RecordedTurn.IsOutput)
            .Select(item => new LoopAnswer(RecordedTurn.Text(item, "call_id"), RecordedTurn.Text(item, "output"))).Distinct(),
    ];

    public static async Task<LoopServer> StartAsync(LoopConversation conversation)
    {
        var server = new LoopServer();
        server._served = await Served.StartAsync(conversation.Cassette, new() { InOrder = true, Rule = server.Takes });
        return server;
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    private bool Takes(CassetteRequest recorded, CassetteRequest made)
    {
        _bodies.Add(made.Body);
        return (made.Method, made.Path) == (recorded.Method, recorded.Path);
    }
}
