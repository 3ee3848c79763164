using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>
/// Describes in words what a hosted tool did. It cannot be given to the model as a call, because the model has no such function.
/// </summary>
internal static class ItemDescriptions
{
    /// <summary>Returns whether an item of a type is described in a user message, not in an assistant message.</summary>
    public static bool IsFromUser(string type) => type is ItemTypes.McpApprovalResponse or ItemTypes.AgentMessage;

    /// <summary>Returns the description; null if the item has no readable content.</summary>
    public static string? Text(ConversationItem item, Func<string, string?>? open)
    {
        var (json, at) = (item.Json, item.At);
        return item.Type switch
        {
            ItemTypes.WebSearchCall => Search(Optional(json, "action", at), $"{at}.action"),
            ItemTypes.FileSearchCall => FileSearch(json, at),
            ItemTypes.CodeInterpreterCall => Code(json, at),
            ItemTypes.ImageGenerationCall => Prefixed("I made an image: ", Required.OptionalText(json, "revised_prompt", at)),
            ItemTypes.McpCall => McpCall(json, at),
            ItemTypes.McpToolCall => McpToolCall(json, at),
            ItemTypes.McpApprovalRequest =>
                $"I asked whether I may call {Required.Text(json, "name", at)} of {Required.Text(json, "server_label", at)} with {Required.Text(json, "arguments", at)}.",
            ItemTypes.McpApprovalResponse => Approval(json, at),
            ItemTypes.Program => Block("I ran this program:", Required.OptionalText(json, "code", at)),
            ItemTypes.ProgramOutput => Block("The program's result:", Required.OptionalText(json, "result", at)),
            ItemTypes.AgentMessage => AgentMessage(json, at),
            _ => Compaction(json, at, open),
        };
    }

    private static string? Search(JsonElement action, string at)
    {
        if (action.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        var url = Required.OptionalText(action, "url", at);
        return Required.OptionalText(action, "type", at) switch
        {
            "open_page" => Prefixed("I opened the page ", url),
            "find_in_page" => Prefixed($"I looked for \"{Required.OptionalText(action, "pattern", at)}\" in the page ", url),
            _ => Prefixed("I searched the web for: ", Queries(action, at) ?? Required.OptionalText(action, "query", at)),
        };
    }

    private static string? FileSearch(JsonElement json, string at)
    {
        var results = Required.Objects(json, "results", at)
            .Select(result => $"{Required.OptionalText(result.Value, "filename", result.At)}: {Required.OptionalText(result.Value, "text", result.At)}");
        return Joined(Prefixed("I searched the files for: ", Queries(json, at)), Block("What was found:", string.Join("\n\n", results)));
    }

    private static string? Code(JsonElement json, string at)
    {
        // Images among the outputs have no text.
        var logs = Required.Objects(json, "outputs", at).Select(output => Required.OptionalText(output.Value, "logs", output.At));
        return Joined(Block("I ran this code:", Required.OptionalText(json, "code", at)), Block("It printed:", string.Concat(logs)));
    }

    private static string McpCall(JsonElement json, string at)
    {
        var call = $"I called {Required.Text(json, "name", at)} of {Required.Text(json, "server_label", at)} with {Required.Text(json, "arguments", at)}.";
        return Joined(call, Block("It returned:", Required.OptionalText(json, "output", at)), Block("It failed:", Raw(json.Member("error"))))!;
    }

    private static string McpToolCall(JsonElement json, string at)
    {
        var call = $"I called {Required.Text(json, "tool", at)} of {Required.Text(json, "server", at)} with {Raw(json.Member("arguments"))}.";
        return Joined(call, Block("It returned:", Raw(json.Member("result"))), Block("It failed:", Raw(json.Member("error"))))!;
    }

    private static string Approval(JsonElement json, string at) => json.Member("approve").ValueKind switch
    {
        JsonValueKind.True => "You may make the call.",
        JsonValueKind.False => Joined("You may not make the call.", Required.OptionalText(json, "reason", at))!,
        _ => throw Fault.Type($"{at}.approve", "a boolean", json.Member("approve")),
    };

    private static string? AgentMessage(JsonElement json, string at)
    {
        // Encrypted parts have no text.
        var parts = Required.Objects(json, "content", at).Select(part => Required.OptionalText(part.Value, "text", part.At));
        return Block($"{Required.OptionalText(json, "author", at)} says to {Required.OptionalText(json, "recipient", at)}:", string.Concat(parts));
    }

    private static string? Compaction(JsonElement json, string at, Func<string, string?>? open) =>
        Block("What was said before, in short:", ReasoningText.Read(json, at, open));

    private static string? Queries(JsonElement json, string at)
    {
        var queries = json.Member("queries");
        return !queries.HasValue() ? null
            : queries.ValueKind != JsonValueKind.Array ? throw Fault.Type($"{at}.queries", "an array of strings", queries)
            : string.Join("; ", queries.Values().Select((query, i) => query.Text() ?? throw Fault.Type($"{at}.queries[{i}]", "a string", query)));
    }

    private static JsonElement Optional(JsonElement json, string name, string at) => json.Member(name).HasValue() ? Required.Object(json, name, at) : default;

    private static string? Raw(JsonElement value) => !value.HasValue() ? null : value.Text() ?? value.GetRawText();

    private static string? Prefixed(string prefix, string? text) => text is { Length: > 0 } ? $"{prefix}{text}" : null;

    private static string? Block(string head, string? text) => Prefixed($"{head}\n", text);

    private static string? Joined(params ReadOnlySpan<string?> texts) =>
        string.Join("\n", texts.ToArray().Where(text => text is not null)) is { Length: > 0 } text ? text : null;
}
