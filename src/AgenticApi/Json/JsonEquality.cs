using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace AgenticApi.Json;

/// <summary>
/// Compares JSON values like <see cref="JsonElement.DeepEquals"/>: the order of members and the spelling of numbers, names and strings do
/// not count. If a name occurs more than once, the first values are compared with each other, then the second ones. Unlike DeepEquals, it
/// accepts any JSON: halves of surrogate pairs, invalid UTF-8, numbers of any size, and any depth on any stack.
/// </summary>
internal static class JsonEquality
{
    public static bool AreEqual(JsonElement one, JsonElement other)
    {
        if (one.ValueKind == JsonValueKind.Undefined || other.ValueKind == JsonValueKind.Undefined)
        {
            return one.ValueKind == other.ValueKind;
        }

        if (JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other)))
        {
            return true;
        }

        // The pairs that are still to be compared: an explicit stack in place of recursion.
        var open = new Stack<(JsonElement One, JsonElement Other)>();
        var areEqual = Compare(one, other, open);
        while (areEqual && open.TryPop(out var pair))
        {
            areEqual = pair.One.ValueKind == JsonValueKind.Object
                ? CompareMembers(pair.One, pair.Other, open)
                : CompareValues(pair.One, pair.Other, open);
        }

        return areEqual;
    }

    /// <summary>Compares two values. The content of objects and arrays is pushed to be compared later.</summary>
    private static bool Compare(JsonElement one, JsonElement other, Stack<(JsonElement One, JsonElement Other)> open)
    {
        if (one.ValueKind != other.ValueKind)
        {
            return false;
        }

        switch (one.ValueKind)
        {
            case JsonValueKind.Object:
                open.Push((one, other));
                return one.GetPropertyCount() == other.GetPropertyCount();
            case JsonValueKind.Array:
                open.Push((one, other));
                return one.GetArrayLength() == other.GetArrayLength();
            case JsonValueKind.String:
                return AreEqualText(JsonMarshal.GetRawUtf8Value(one)[1..^1], JsonMarshal.GetRawUtf8Value(other)[1..^1]);
            case JsonValueKind.Number:
                return JsonNumber.AreEqual(JsonMarshal.GetRawUtf8Value(one), JsonMarshal.GetRawUtf8Value(other));
            default:
                return true;
        }
    }

    private static bool CompareValues(JsonElement one, JsonElement other, Stack<(JsonElement One, JsonElement Other)> open)
    {
        var others = other.EnumerateArray();
        foreach (var value in one.EnumerateArray())
        {
            if (!others.MoveNext() || !Compare(value, others.Current, open))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CompareMembers(JsonElement one, JsonElement other, Stack<(JsonElement One, JsonElement Other)> open)
    {
        var ones = one.EnumerateObject();
        var others = other.EnumerateObject();
        while (ones.MoveNext() && others.MoveNext())
        {
            if (!AreEqualText(JsonMarshal.GetRawUtf8PropertyName(ones.Current), JsonMarshal.GetRawUtf8PropertyName(others.Current)))
            {
                return CompareInAnyOrder(Sort(ones), Sort(others), open);
            }

            if (!Compare(ones.Current.Value, others.Current.Value, open))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CompareInAnyOrder(
        List<(string Name, JsonElement Value)> ones,
        List<(string Name, JsonElement Value)> others,
        Stack<(JsonElement One, JsonElement Other)> open)
    {
        for (var i = 0; i < ones.Count; i++)
        {
            if (ones[i].Name != others[i].Name || !Compare(ones[i].Value, others[i].Value, open))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sorts the current member and all after it by name. Members with the same name keep their order.</summary>
    private static List<(string Name, JsonElement Value)> Sort(JsonElement.ObjectEnumerator rest)
    {
        var members = new List<(string Name, JsonElement Value)>();
        do
        {
            members.Add((JsonText.Unescape(JsonMarshal.GetRawUtf8PropertyName(rest.Current)), rest.Current.Value));
        }
        while (rest.MoveNext());

        return [.. members.OrderBy(member => member.Name, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Whether the contents of two JSON strings have the same text. Without escapes and invalid UTF-8, only equal bytes do.
    /// </summary>
    private static bool AreEqualText(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.SequenceEqual(other) || ((!IsPlain(one) || !IsPlain(other)) && JsonText.Unescape(one) == JsonText.Unescape(other));

    private static bool IsPlain(ReadOnlySpan<byte> content) => !content.Contains((byte)'\\') && Utf8.IsValid(content);
}
