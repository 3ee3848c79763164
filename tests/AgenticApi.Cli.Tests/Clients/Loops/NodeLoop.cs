using System.Text.Json;

namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>The loop of a package of npm, or one by hand over it.</summary>
internal static class NodeLoop
{
    public static async Task<LoopOutcome> RunAsync(string client, LoopConversation conversation, LoopServer server) =>
        (await RunAsync(client, conversation, server.BaseUrl)) with { Answers = server.Answers };

    /// <summary>Runs it over any server. What that was sent is not known.</summary>
    public static async Task<LoopOutcome> RunAsync(string client, LoopConversation conversation, string url)
    {
        var made = await NodeClient.RunAsync($"loop-{client}.mjs", url, conversation.ToJson());
        return new(
            [.. made.GetProperty("calls").EnumerateArray().Select(call => new LoopCall(Text(call, "name")!, Text(call, "arguments")!, Text(call, "id")!))],
            [],
            Text(made, "text"),
            Text(made, "error"));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
