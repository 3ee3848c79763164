using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgenticApi.Json;

/// <summary>
/// Joins what was said about the same thing at two times. The later word wins, and absent, null or empty never erases:
/// that is the one rule by which skeleton, deltas, finished item and terminal response become one.
/// </summary>
internal static class JsonMerge
{
    /// <summary>Writes <paramref name="later"/> with what only <paramref name="earlier"/> has.</summary>
    /// <param name="earlier">The weaker object.</param>
    /// <param name="later">The stronger object.</param>
    /// <param name="writer">Where the joined object goes.</param>
    /// <param name="conflict">Called with each member about which both say something, and not the same.</param>
    /// <returns>Whether the earlier object added anything: otherwise the later one can stand as it is.</returns>
    public static bool Write(JsonElement earlier, JsonElement later, Utf8JsonWriter writer, Action<string, JsonElement, JsonElement>? conflict)
    {
        var added = false;
        writer.WriteStartObject();
        foreach (var member in later.EnumerateObject())
        {
            var name = JsonText.Name(member);
            writer.WritePropertyName(name);
            if (earlier.TryGetProperty(name, out var before) && !IsEmpty(before))
            {
                added |= WriteValue(name, before, member.Value, writer, conflict);
            }
            else
            {
                JsonText.Write(writer, member.Value);
            }
        }

        foreach (var member in earlier.EnumerateObject())
        {
            var name = JsonText.Name(member);
            if (!IsEmpty(member.Value) && !later.TryGetProperty(name, out _))
            {
                writer.WritePropertyName(name);
                JsonText.Write(writer, member.Value);
                added = true;
            }
        }

        writer.WriteEndObject();
        return added;
    }

    /// <summary>Whether a value says nothing: absent, null, or a string, array or object without content.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => JsonMarshal.GetRawUtf8Value(value).Length == 2,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };

    private static bool WriteValue(
        string name, JsonElement earlier, JsonElement later, Utf8JsonWriter writer, Action<string, JsonElement, JsonElement>? conflict)
    {
        if (IsEmpty(later))
        {
            JsonText.Write(writer, earlier);
            return true;
        }

        if (IsContainer(name) && earlier.ValueKind == later.ValueKind)
        {
            if (later.ValueKind == JsonValueKind.Array)
            {
                return WriteArray(name, earlier, later, writer, conflict);
            }

            if (later.ValueKind == JsonValueKind.Object && HaveSameType(earlier, later))
            {
                return Write(earlier, later, writer, conflict);
            }
        }

        if (conflict is not null && !JsonElement.DeepEquals(earlier, later))
        {
            conflict(name, earlier, later);
        }

        JsonText.Write(writer, later);
        return false;
    }

    /// <summary>Joins two arrays place by place. The later one decides how many places there are.</summary>
    private static bool WriteArray(
        string name, JsonElement earlier, JsonElement later, Utf8JsonWriter writer, Action<string, JsonElement, JsonElement>? conflict)
    {
        var added = false;
        var place = 0;
        writer.WriteStartArray();
        foreach (var value in later.EnumerateArray())
        {
            var before = place < earlier.GetArrayLength() ? earlier[place] : default;
            place++;
            if (value.ValueKind == JsonValueKind.Object && before.ValueKind == JsonValueKind.Object && HaveSameType(before, value))
            {
                added |= Write(before, value, writer, conflict);
            }
            else
            {
                JsonText.Write(writer, value);
            }
        }

        writer.WriteEndArray();
        if (place < earlier.GetArrayLength())
        {
            conflict?.Invoke(name, earlier, later);
        }

        return added;
    }

    /// <summary>The members that events spell out piece by piece, so that two versions of them are joined and not exchanged.</summary>
    private static bool IsContainer(string name) => name is "content" or "summary" or "operation" or "action" or "output";

    private static bool HaveSameType(JsonElement one, JsonElement other) =>
        !one.TryGetProperty("type"u8, out var type)
        || !other.TryGetProperty("type"u8, out var otherType)
        || JsonElement.DeepEquals(type, otherType);
}
