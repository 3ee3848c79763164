using System.Text;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving;

/// <summary>What a tool declares of one parameter, and what a value that the model wrote as plain text therefore is.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ParameterSchema
{
    // No literal is so long: a longer text that could still be one is a string.
    private const int LongestLiteral = 256;

    private readonly string[] _strings;
    private readonly string[] _others;

    internal ParameterSchema(JsonTypes types, IEnumerable<JsonElement> literals)
    {
        Types = types;
        _strings = [.. literals.Where(literal => literal.ValueKind == JsonValueKind.String).Select(literal => literal.Text()!)];
        _others = [.. literals.Where(literal => literal.ValueKind != JsonValueKind.String).Select(literal => literal.GetRawText())];
    }

    /// <summary>The types of a value that the schema allows.</summary>
    public JsonTypes Types { get; }

    /// <summary>A parameter that nobody declares: its value is a string.</summary>
    public static ParameterSchema Undeclared { get; } = new(JsonTypes.String, []);

    /// <summary>A parameter of any type: its value is the JSON that the text is, and otherwise a string.</summary>
    public static ParameterSchema Unknown { get; } = new(JsonTypes.Any, []);

    /// <summary>Whether a string is valid.</summary>
    public bool MayBeString => Types.HasFlag(JsonTypes.String);

    /// <summary>Whether nothing but a string is valid, so that the text can be passed on as it comes.</summary>
    public bool MustBeString => Types == JsonTypes.String;

    /// <summary>Whether a value whose text begins like this is a string, whatever follows.</summary>
    /// <param name="beginning">The text so far.</param>
    /// <returns>True where it is; false where only the whole text can tell; null where a little more of it may tell.</returns>
    public bool? IsString(ReadOnlySpan<char> beginning)
    {
        if (MustBeString || !MayBeString)
        {
            return MustBeString;
        }

        // As far as is looked for a literal, so that the answer does not depend on how much is given at once.
        var isLong = beginning.Length > LongestLiteral;
        var word = beginning[..(isLong ? LongestLiteral : beginning.Length)].TrimStart();
        if (word.IsEmpty)
        {
            return isLong ? true : null;
        }

        return IsNested(word[0]) || (Types == JsonTypes.Any && (char.IsAsciiDigit(word[0]) || word[0] is '-' or '"')) ? false
            : isLong || !MayBeLiteral(word.TrimEnd()) ? true
            : null;
    }

    /// <summary>The value as JSON.</summary>
    /// <param name="text">The whole text, without the line breaks that belong to the format.</param>
    /// <remarks>
    /// A string where the schema allows one; but where it also allows something else, <c>null</c>, <c>true</c>, <c>false</c>, objects, arrays
    /// and what the schema lists are taken for that, and numbers are not: a zip code is no number. Without a string, the JSON that the text
    /// is, Python's spelling included; text that is none is a string all the same.
    /// </remarks>
    public string ToJson(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (MustBeString)
        {
            return JsonStrings.Quote(text);
        }

        var word = text.Trim();
        if (Array.Find(_others, literal => IsWord(literal, word)) is { } listed && !_strings.Contains(word))
        {
            return listed;
        }

        var json = Value(word, out var type);
        var isMeant = !MayBeString || Types == JsonTypes.Any || (type & (JsonTypes.Number | JsonTypes.Integer | JsonTypes.String)) == 0;
        return json is not null && isMeant && (!MayBeString || (Types & type) != 0) && !_strings.Contains(text) ? json : JsonStrings.Quote(text);
    }

    private static bool IsWord(string literal, string word) => literal == word || Python(literal) == word;

    private static string? Python(string literal) => literal switch { "null" => "None", "true" => "True", "false" => "False", _ => null };

    /// <summary>The JSON that the text is; null where it is none.</summary>
    private static string? Value(string word, out JsonTypes type)
    {
        type = JsonTypes.None;
        var relay = new JsonRelay();
        var json = new StringBuilder();
        if (word.Length == 0 || relay.Read(word, json) < word.Length || !relay.End(json))
        {
            return null;
        }

        type = relay.Type;
        var result = json.ToString();
        return JsonStrings.IsJson(result) ? result : null;
    }

    private bool IsNested(char first) => first switch
    {
        '{' => Types.HasFlag(JsonTypes.Object),
        '[' or '(' => Types.HasFlag(JsonTypes.Array),
        _ => false,
    };

    private bool MayBeLiteral(ReadOnlySpan<char> word)
    {
        foreach (var (type, literals) in (ReadOnlySpan<(JsonTypes, string[])>)[(JsonTypes.Null, ["null", "None"]), (JsonTypes.Boolean, ["true", "True", "false", "False"]), (JsonTypes.Any, _others)])
        {
            foreach (var literal in literals)
            {
                if ((Types & type) != 0 && literal.AsSpan().StartsWith(word))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
