using System.Text;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving;

/// <summary>The schema of one parameter of a function. It decides the type of a value that the model wrote as plain text.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ParameterSchema
{
    // A text that is longer than this and may still be a literal is treated as a string.
    private const int LongestLiteral = 256;

    private readonly string[] _strings;
    private readonly string[] _others;

    internal ParameterSchema(JsonTypes types, IEnumerable<JsonElement> literals)
    {
        Types = types;
        _strings = [.. literals.Where(literal => literal.ValueKind == JsonValueKind.String).Select(literal => literal.Text()!)];
        _others = [.. literals.Where(literal => literal.ValueKind != JsonValueKind.String).Select(literal => literal.GetRawText())];
    }

    /// <summary>Gets the types that the schema allows.</summary>
    public JsonTypes Types { get; }

    /// <summary>Gets the schema of a parameter that the function does not declare: the value is a string.</summary>
    public static ParameterSchema Undeclared { get; } = new(JsonTypes.String, []);

    /// <summary>Gets the schema of a parameter of any type: the value is JSON if the text is valid JSON, otherwise a string.</summary>
    public static ParameterSchema Unknown { get; } = new(JsonTypes.Any, []);

    /// <summary>Gets whether the schema allows strings.</summary>
    public bool MayBeString => Types.HasFlag(JsonTypes.String);

    /// <summary>Gets whether the schema allows only strings, so that the text can be sent while it comes.</summary>
    public bool MustBeString => Types == JsonTypes.String;

    /// <summary>Returns whether a value is a string for any text that follows its beginning.</summary>
    /// <param name="beginning">The beginning of the text.</param>
    /// <returns>True if it is a string; false if the whole text is needed to decide; null if a little more text may be enough.</returns>
    public bool? IsString(ReadOnlySpan<char> beginning)
    {
        if (MustBeString || !MayBeString)
        {
            return MustBeString;
        }

        // Only the first characters are used, so that the result does not depend on the length of the pieces.
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

    /// <summary>Converts the text of a value to JSON.</summary>
    /// <param name="text">The whole text, without the line breaks that belong to the format.</param>
    /// <returns>The value as JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <remarks>
    /// <para>
    /// If the schema allows strings and other types, then <c>null</c>, <c>true</c>, <c>false</c>, objects, arrays and the literals of the
    /// schema are converted to these types. All other text is a string, including numbers, because a zip code is not a number. If the
    /// schema allows any type, numbers are converted, too.
    /// </para>
    /// <para>If the schema does not allow strings, the text is converted as JSON or Python; text that is neither is still a string.</para>
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

    /// <summary>Returns a text as JSON, with Python's spelling corrected; null if it is not JSON.</summary>
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
