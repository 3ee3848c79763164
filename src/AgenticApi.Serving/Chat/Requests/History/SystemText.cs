using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Reads the texts of <c>instructions</c> and of system messages.</summary>
internal static class SystemText
{
    /// <summary>Returns the texts of <c>instructions</c>, which is a string or an array of messages; empty if there are none.</summary>
    public static IEnumerable<string> Instructions(JsonElement request)
    {
        const string at = "instructions";
        var instructions = request.Member(at);
        return instructions.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.String => [instructions.Text()!],
            JsonValueKind.Array => Required.Objects(instructions, at).Select(item => Item(item.Value, item.At)),
            _ => throw Fault.Type(at, "a string or an array of items", instructions),
        };
    }

    /// <summary>Returns the text of a system message.</summary>
    public static string Message(ConversationItem item) => ChatContent.Text(item.Json.Member("content"), $"{item.At}.content");

    private static string Item(JsonElement item, string at) => item.Member("type").HasValue() && Required.Text(item, "type", at) != ItemTypes.Message
        ? throw Fault.Value($"{at}.type", ItemTypes.Message)
        : ChatContent.Text(item.Member("content"), $"{at}.content");
}
