using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Reads the text of a reasoning or compaction item: the decrypted content, the raw content, or the summary.</summary>
internal static class ReasoningText
{
    /// <summary>Returns the text; empty if there is none, for example because another server encrypted it.</summary>
    public static string Read(JsonElement item, string at, Func<string, string?>? open)
    {
        var raw = string.Concat(Parts(item, "content", at));
        var summary = string.Join("\n\n", Parts(item, "summary", at));
        var opened = Required.OptionalText(item, "encrypted_content", at) is { Length: > 0 } content ? open?.Invoke(content) : null;
        return opened ?? (raw.Length > 0 ? raw : summary);
    }

    private static List<string> Parts(JsonElement item, string name, string at) =>
        [.. Required.Objects(item, name, at).Select(part => Required.Text(part.Value, "text", part.At))];
}
