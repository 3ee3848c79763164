using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Texts that tell the model what to do.</summary>
internal static class SystemText
{
    /// <summary>The texts of <c>instructions</c>, a text or items; none where there are none.</summary>
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

    /// <summary>The text of a system message.</summary>
    public static string Message(ConversationItem item) => ChatContent.Text(item.Json.Member("content"), $"{item.At}.content");

    private static string Item(JsonElement item, string at) => item.Member("type").HasValue() && Required.Text(item, "type", at) != ItemTypes.Message
        ? throw Fault.Value($"{at}.type", ItemTypes.Message)
        : ChatContent.Text(item.Member("content"), $"{at}.content");
}
