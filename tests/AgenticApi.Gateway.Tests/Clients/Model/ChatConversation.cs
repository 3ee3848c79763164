using System.Text.Json;

namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>The conversation in a request to the model's server.</summary>
internal sealed class ChatConversation(JsonElement request)
{
    private readonly List<JsonElement> _messages = [.. request.GetProperty("messages").EnumerateArray()];

    /// <summary>The number of messages with tool calls.</summary>
    public int Rounds => _messages.Count(message => ChatHistory.Calls(message).Any());

    /// <summary>The outputs of the tools, in order.</summary>
    public IReadOnlyList<string> Outputs => [.. _messages.Where(message => ChatHistory.Text(message, "role") == "tool").Select(Content)];

    /// <summary>The text of the last message of any role.</summary>
    public string Last => Content(_messages[^1]);

    /// <summary>The names of the functions.</summary>
    public IReadOnlyList<string> Tools =>
        request.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(tool => ChatHistory.Text(tool.GetProperty("function"), "name")!)] : [];

    /// <summary>The reasoning of the assistant messages.</summary>
    public IReadOnlyList<string> Reasoning =>
        [.. _messages.Select(message => ChatHistory.Text(message, "reasoning_content") ?? ChatHistory.Text(message, "reasoning")).OfType<string>()];

    /// <summary>A line for each message and each call.</summary>
    public IReadOnlyList<string> Lines => [.. _messages.SelectMany(LinesOf)];

    /// <summary>Returns the text of a message.</summary>
    public static string Content(JsonElement message) => !message.TryGetProperty("content", out var content) ? "" : content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => ChatHistory.Text(part, "text"))),
        _ => "",
    };

    private static IEnumerable<string> LinesOf(JsonElement message)
    {
        if (Content(message) is { Length: > 0 } text)
        {
            yield return $"{ChatHistory.Text(message, "role")}: {text}";
        }

        foreach (var function in ChatHistory.Calls(message).Select(call => call.GetProperty("function")))
        {
            yield return $"call: {ChatHistory.Text(function, "name")} {ChatHistory.Text(function, "arguments")}";
        }
    }
}
