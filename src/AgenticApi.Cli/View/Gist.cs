using System.Text;
using System.Text.Json;

namespace AgenticApi.Cli.View;

/// <summary>A summary of an event in one line.</summary>
/// <param name="Text">The text of the event; empty if it has none.</param>
/// <param name="Fields">The other content: short values, then the names of the other members.</param>
internal sealed record Gist(string Text, string Fields)
{
    /// <summary>Members that have their own column, or are not informative.</summary>
    private static readonly HashSet<string> Columns = new(StringComparer.Ordinal)
    {
        "type", "sequence_number", "output_index", "item_id", "delta", "obfuscation",
    };

    private static readonly string[] Bodies = ["response", "item", "part", "annotation", "error"];

    private static readonly string[] Texts = ["text", "refusal", "arguments", "input", "code", "diff", "command"];

    private static readonly string[] Glances = ["type", "status", "name", "id", "call_id", "model", "code", "message"];

    public static Gist Of(ResponseStreamEvent streamEvent)
    {
        if (streamEvent is MalformedEvent)
        {
            return new Gist(Encoding.UTF8.GetString(streamEvent.Utf8Json.Span), "not a JSON object");
        }

        if (streamEvent is DeltaEvent { Delta.Length: > 0 } delta)
        {
            return new Gist(delta.Delta, "");
        }

        var json = streamEvent.Json;
        if (json.ValueKind != JsonValueKind.Object)
        {
            return new Gist("", "");
        }

        if (json.TryGetProperty("delta", out var other))
        {
            return new Gist(Value(other), "");
        }

        var bodyName = streamEvent is BareResponseEvent ? null
            : Array.Find(Bodies, name => json.TryGetProperty(name, out var body) && body.ValueKind == JsonValueKind.Object);
        var body = bodyName is null ? json : json.GetProperty(bodyName);
        var text = TextOf(body, out var textName) ?? TextOf(json, out textName) ?? "";
        var names = json.EnumerateObject().Select(member => member.Name).Where(name => name != bodyName && name != textName && !Columns.Contains(name));
        var fields = bodyName is null ? "" : bodyName + ": " + Describe(body, textName);
        return new Gist(text, string.Join(" · ", ((string[])[fields, .. names.Distinct().Select(name => Named(json, name))]).Where(part => part.Length > 0)));
    }

    /// <summary>Returns the beginning of a text on one line.</summary>
    public static string Excerpt(string text, int length = 180)
    {
        var cut = text.Length <= length ? text.Length : char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        var line = text[..cut].ReplaceLineEndings("↵");
        return cut < text.Length ? line + "…" : line;
    }

    /// <summary>Returns a value as text: a string without quotes, other values as JSON.</summary>
    public static string Value(JsonElement value) => (value.ValueKind == JsonValueKind.String ? StringOf(value) : null) ?? value.GetRawText();

    private static string? TextOf(JsonElement owner, out string? name)
    {
        name = Array.Find(
            Texts, text => owner.TryGetProperty(text, out var value) && value.ValueKind == JsonValueKind.String && StringOf(value) is { Length: > 0 });
        return name is null ? null : StringOf(owner.GetProperty(name));
    }

    private static string Describe(JsonElement body, string? except)
    {
        var glances = Glances.Where(name => name != except).Select(name => Glance(body, name)).OfType<string>();
        var names = body.EnumerateObject().Where(member => member.Name != except && !Glances.Contains(member.Name)).Select(member => member.Name).Distinct();
        return string.Join(" · ", glances.Append(string.Join(", ", names)).Where(part => part.Length > 0));
    }

    private static string? Glance(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String when StringOf(value) is { Length: > 0 } text => Excerpt(text, 80),
                JsonValueKind.Null => name + " null",
                _ => null,
            }
            : null;

    /// <summary>Returns the name of a member, with its value if that is short.</summary>
    private static string Named(JsonElement owner, string name) =>
        owner.GetProperty(name) is var value && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array || value.GetRawText().Length > 60
            ? name
            : $"{name} {Value(value)}";

    /// <summary>Returns the text of a JSON string; null if it has half of a surrogate pair, which .NET cannot decode.</summary>
    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
