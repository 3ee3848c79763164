using System.Text.Json.Nodes;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Cli.Tests.Run;

/// <summary>A scripted server, a folder with tools that are shell scripts, and the command between them.</summary>
internal sealed class RunBench : IAsyncDisposable
{
    private readonly JsonArray _tools = [];

    private RunBench(ModelServer server) => Server = server;

    public ModelServer Server { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    public string Journal => Path.Combine(Folder, "journal");

    /// <summary>The only run in the journal.</summary>
    public string RunId => Path.GetFileNameWithoutExtension(Directory.GetFiles(Journal).Single());

    /// <summary>Which tools ran, in the order of their starts.</summary>
    public string[] Ran => File.Exists(Path.Combine(Folder, "ran")) ? File.ReadAllLines(Path.Combine(Folder, "ran")) : [];

    public static async Task<RunBench> StartAsync() => new(await ModelServer.StartAsync());

    /// <summary>Adds a tool that notes that it runs, and then runs a script in the folder.</summary>
    public RunBench Tool(string name, string script, params (string Name, JsonNode Value)[] members)
    {
        var tool = new JsonObject
        {
            ["type"] = "function",
            ["name"] = name,
            ["parameters"] = new JsonObject { ["type"] = "object" },
            ["command"] = new JsonArray("/bin/sh", "-c", $"cd '{Folder}' && echo {name} >> ran && {script}"),
        };
        foreach (var (member, value) in members)
        {
            tool[member] = value;
        }

        _tools.Add((JsonNode)tool);
        return this;
    }

    /// <summary>Adds a tool of which nothing runs here.</summary>
    public RunBench Declared(string name)
    {
        _tools.Add((JsonNode)new JsonObject { ["type"] = "function", ["name"] = name, ["parameters"] = new JsonObject { ["type"] = "object" } });
        return this;
    }

    public string[] Arguments(params string[] more)
    {
        var file = Path.Combine(Folder, "tools.json");
        File.WriteAllText(file, _tools.ToJsonString());
        return ["run", "--base-url", $"{Server.BaseUrl}", "--model", "scripted", "--tools", file, .. more];
    }

    public Task<ToolResult> RunAsync(params string[] more) => Tests.Tool.RunAsync(Arguments(more)).WaitAsync(TimeSpan.FromSeconds(60));

    public Task<ToolResult> ResumeAsync(params string[] more) => RunAsync(["--journal", Journal, "--resume", RunId, .. more]);

    public RunningTool Start(params string[] more) => new(Tests.Tool.Start(Arguments(more)));

    /// <summary>Waits until a tool has made a file in the folder.</summary>
    public async Task FileCame(string name)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!File.Exists(Path.Combine(Folder, name)))
        {
            limit.Token.IsCancellationRequested.Should().BeFalse("the file {0} should come", name);
            await Task.Delay(20);
        }
    }

    /// <summary>The outputs that a request brought, as <c>call_id=output</c>.</summary>
    public IEnumerable<string> Outputs(int request) =>
        from item in Server.Requests[request].Input
        where item.GetProperty("type").GetString() == "function_call_output"
        select $"{item.GetProperty("call_id")}={item.GetProperty("output")}";

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
