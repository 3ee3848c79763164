using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>Checks a Chat Completions request by the rules of strict servers and chat templates.</summary>
internal static partial class ChatHistory
{
    /// <summary>The members that servers accept. The gateway must not forward others.</summary>
    private static readonly HashSet<string> Members =
    [
        "model", "messages", "tools", "tool_choice", "parallel_tool_calls", "stream", "stream_options", "reasoning_effort", "verbosity", "prompt_cache_key",
    ];

    public static IEnumerable<string> Faults(JsonElement request)
    {
        foreach (var member in request.EnumerateObject().Where(member => !Members.Contains(member.Name)))
        {
            yield return $"Chat Completions have no member {member.Name}.";
        }

        var names = new HashSet<string>();
        foreach (var tool in request.TryGetProperty("tools", out var tools) ? tools.EnumerateArray() : default)
        {
            if (Text(tool, "type") != "function" || !tool.TryGetProperty("function", out var function) || !Name().IsMatch(Text(function, "name") ?? "")
                || !names.Add(Text(function, "name")!) || !function.TryGetProperty("parameters", out var parameters) || parameters.ValueKind != JsonValueKind.Object)
            {
                yield return $"A tool is not a function with a unique name: {tool}";
            }
        }

        var open = new HashSet<string>();
        foreach (var (message, index) in request.GetProperty("messages").EnumerateArray().Select((message, index) => (message, index)))
        {
            var role = Text(message, "role");
            if (role == "tool" ? !open.Remove(Text(message, "tool_call_id") ?? "") : open.Count > 0)
            {
                yield return $"messages[{index}] ({role}): an output without its call directly before it, or a call without its output.";
                open.Clear();
            }

            if (role is not ("system" or "user" or "assistant" or "tool") || (role == "system" && index > 0))
            {
                yield return $"messages[{index}]: the role {role} is not allowed here.";
            }

            foreach (var call in Calls(message))
            {
                if (!open.Add(Text(call, "id") ?? "") || !IsObject(Text(call.GetProperty("function"), "arguments")))
                {
                    yield return $"messages[{index}]: a repeated id, or arguments that are not a JSON object: {call}";
                }
            }

            if (!Calls(message).Any() && ChatConversation.Content(message).Length == 0)
            {
                yield return $"messages[{index}] ({role}): the message is empty.";
            }
        }

        if (open.Count > 0)
        {
            yield return "The last call has no output.";
        }
    }

    public static IEnumerable<JsonElement> Calls(JsonElement message) =>
        message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array ? calls.EnumerateArray() : [];

    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsObject(string? json)
    {
        try
        {
            return JsonElement.Parse(json ?? "").ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Name();
}
