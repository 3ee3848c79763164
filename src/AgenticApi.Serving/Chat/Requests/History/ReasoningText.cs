using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>The reasoning of an item that can be read: opened where it is sealed, raw where there is any, and otherwise its summary.</summary>
internal static class ReasoningText
{
    /// <summary>The text; null or empty where nothing can be read, because another server sealed it.</summary>
    public static string? Read(JsonElement item, string at, Func<string, string?>? open)
    {
        var raw = string.Concat(Parts(item, "content", at));
        var summary = string.Join("\n\n", Parts(item, "summary", at));
        var opened = Required.OptionalText(item, "encrypted_content", at) is { Length: > 0 } content ? open?.Invoke(content) : null;
        return opened ?? (raw.Length > 0 ? raw : summary);
    }

    private static List<string> Parts(JsonElement item, string name, string at) =>
        [.. Required.Objects(item, name, at).Select(part => Required.Text(part.Value, "text", part.At))];
}
