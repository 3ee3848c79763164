using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>Reading JSON that may hold half characters.</summary>
internal static partial class JsonFacts
{
    public static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The string; null where it is no text (half a character).</summary>
    public static string? Text(JsonElement value)
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

    /// <summary>The value as it stands, bytes that are no UTF-8 included.</summary>
    public static ReadOnlySpan<byte> Raw(JsonElement value) => JsonMarshal.GetRawUtf8Value(value);

    /// <summary>The tags in what a value is written as, in their order.</summary>
    public static IEnumerable<string> Tags(JsonElement value) => Tag().Matches(Encoding.Latin1.GetString(Raw(value))).Select(match => match.Value);

    public static bool HasDuplicates(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Any(HasDuplicates);
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!names.Add(NameOf(member)) || HasDuplicates(member.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether some string or name in the value is no text (half a character).</summary>
    public static bool IsBroken(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value) is null,
        JsonValueKind.Array => value.EnumerateArray().Any(IsBroken),
        JsonValueKind.Object => value.EnumerateObject().Any(member => NameOf(member) == "?" || IsBroken(member.Value)),
        _ => false,
    };

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "?";
        }
    }

    [GeneratedRegex("~[0-9]+~")]
    private static partial Regex Tag();
}
