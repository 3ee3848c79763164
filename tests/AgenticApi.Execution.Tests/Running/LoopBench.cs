using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Running;

/// <summary>A model server, tools that count their executions, and an agent over both.</summary>
internal sealed class LoopBench : IAsyncDisposable
{
    private static readonly JsonElement AnyArguments = JsonElement.Parse("""{"type":"object","additionalProperties":true}"""u8);
    private readonly HttpClient _client;

    private LoopBench(ModelServer server)
    {
        Server = server;
        _client = new HttpClient { BaseAddress = server.BaseUrl };
        Endpoint = new ResponsesEndpoint(_client, new RetryPolicy { BaseDelay = TimeSpan.FromMilliseconds(1) });
    }

    public ModelServer Server { get; }

    public ToolBench Tools { get; } = new();

    public ResponsesEndpoint Endpoint { get; }

    public AgentOptions Options { get; set; } = new() { PollInterval = TimeSpan.FromMilliseconds(5), Grace = TimeSpan.FromSeconds(1) };

    public List<Tool> Declared { get; } = [];

    public List<RunEvent> Events { get; } = [];

    public IRunJournal? Journal { get; set; }

    public Agent Agent => new(Endpoint, "scripted") { Tools = Declared, Options = Options, Journal = Journal };

    public static async Task<LoopBench> StartAsync(ModelServerOptions? options = null) => new(await ModelServer.StartAsync(options));

    /// <summary>Adds a tool that counts.</summary>
    public LoopBench Tool(string name, Func<string, CancellationToken, Task<string>> handler, Func<Tool, Tool>? change = null)
    {
        Tools.Tool(name, handler);
        var tool = Execution.Tool.FromSchema(
            name, "A tool.", AnyArguments, async (_, call, stop) => ToolOutput.FromText(await Tools.RunAsync(name, call.IdempotencyKey, call.Arguments, stop)));
        Declared.Add(change?.Invoke(tool) ?? tool);
        return this;
    }

    public LoopBench Tool(string name, string output = "ok", Func<Tool, Tool>? change = null) => Tool(name, (_, _) => Task.FromResult(output), change);

    public Task<RunResult> RunAsync(string input = "Hello", CancellationToken cancellationToken = default) => ReadAsync(Agent.RunAsync(input, cancellationToken));

    public Task<RunResult> RunAsync(ResponseRequest request) => ReadAsync(Agent.RunAsync(request));

    public async Task<RunResult> ReadAsync(AgentRun run)
    {
        RunResult? result = null;
        await foreach (var e in run)
        {
            Events.Add(e);
            result = (e as RunEnded)?.Result;
        }

        return result!;
    }

    /// <summary>The outputs that a request sends, as <c>CALL_ID=OUTPUT</c>.</summary>
    public IEnumerable<string> Outputs(int request) =>
        Server.Requests[request].Input.Where(item => item.GetProperty("type").GetString()!.EndsWith("call_output", StringComparison.Ordinal))
            .Select(item => $"{item.GetProperty("call_id").GetString()}={item.GetProperty("output")}");

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
    }
}
