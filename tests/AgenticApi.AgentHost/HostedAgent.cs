using System.Text;
using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.AgentHost;

/// <summary>The agent that every host of a test runs. Its tools append a line to a file when they run, which the end of their process cannot undo.</summary>
public static class HostedAgent
{
    private static readonly Lock OneLineAtATime = new();

    /// <summary>Makes an agent with the tools <c>look</c>, which is idempotent, and <c>pay</c>, which is not.</summary>
    /// <param name="client">The server.</param>
    /// <param name="journal">The journal.</param>
    /// <param name="toolLog">The file: a line <c>TOOL KEY CALL</c> for each execution.</param>
    /// <param name="continuation">Who keeps the conversation.</param>
    public static Agent Create(HttpClient client, IRunJournal journal, string toolLog, Continuation continuation) => new(new ResponsesEndpoint(client), "scripted")
    {
        Tools = [Tool("look", toolLog) with { Idempotent = true }, Tool("pay", toolLog)],
        Journal = journal,
        Options = new AgentOptions { Continuation = continuation, Replay = ReplayPolicy.Always },
    };

    private static Tool Tool(string name, string toolLog) => Execution.Tool.FromSchema(
        name,
        "Takes a few milliseconds.",
        JsonElement.Parse("""{"type":"object","properties":{"call":{"type":"string"},"ms":{"type":"integer"}},"required":["call","ms"]}"""u8),
        async (arguments, call, stop) =>
        {
            Append(toolLog, $"{name} {call.IdempotencyKey} {arguments.GetProperty("call").GetString()}\n");
            await Task.Delay(arguments.GetProperty("ms").GetInt32(), stop);
            return ToolOutput.FromText("done");
        });

    // One write of the whole line, which is the operating system's when it returns.
    private static void Append(string path, string line)
    {
        lock (OneLineAtATime)
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(Encoding.UTF8.GetBytes(line));
        }
    }
}
