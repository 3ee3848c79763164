using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Execution.Schemas;

/// <summary>Writes values and paths for errors. At most 40 characters of a value are repeated.</summary>
internal static class SchemaWords
{
    private const int MaxChars = 40;

    /// <summary>Returns a short scalar as it is, and the kind of any other value.</summary>
    internal static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "the string " + Quoted(value.GetString()!),
        JsonValueKind.Number => value.GetRawText() is { Length: <= MaxChars } number ? number : "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>Returns the step of a path to a member.</summary>
    internal static string Member(string name) =>
        name.Length is > 0 and <= MaxChars && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$')
            ? "." + name
            : $"[{Quoted(name)}]";

    /// <summary>Joins words, and leaves out the rest of a long list: <c>a, b or c</c>.</summary>
    internal static string AnyOf(IReadOnlyList<string> things, int most = 10)
    {
        if (things.Count > most)
        {
            return $"{string.Join(", ", things.Take(most))} or {things.Count - most} more";
        }

        return things.Count == 1 ? things[0] : $"{string.Join(", ", things.Take(things.Count - 1))} or {things[^1]}";
    }

    /// <summary>Returns a text in quotation marks. A long text is cut, but never inside a surrogate pair.</summary>
    internal static string Quoted(string text)
    {
        var cut = text.Length <= MaxChars ? text : text[..(char.IsHighSurrogate(text[MaxChars - 1]) ? MaxChars - 1 : MaxChars)];
        var end = cut.Length < text.Length ? "…" : "";
        return $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(cut)}{end}\"";
    }
}
