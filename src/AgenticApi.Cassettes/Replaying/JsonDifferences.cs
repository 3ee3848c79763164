using System.Text.Json;

namespace AgenticApi.Cassettes;

/// <summary>
/// Finds the differences between two JSON values as paths. The values themselves are included only if the options ask for it.
/// </summary>
internal static class JsonDifferences
{
    private const int QuotedLength = 60;

    public static void Add(List<string> found, string path, JsonElement recorded, JsonElement made, ReplayOptions options)
    {
        if (IsIgnored(path, options))
        {
            return;
        }

        if (recorded.ValueKind == JsonValueKind.Object && made.ValueKind == JsonValueKind.Object)
        {
            AddMembers(found, path, recorded, made, options);
        }
        else if (recorded.ValueKind == JsonValueKind.Array && made.ValueKind == JsonValueKind.Array)
        {
            AddElements(found, path, recorded, made, options);
        }
        else if (made.ValueKind == JsonValueKind.Undefined || !JsonElement.DeepEquals(recorded, made))
        {
            found.Add($"{path}: {(options.QuoteDifferences ? $"recorded {Quote(recorded)}, made {Quote(made)}" : Describe(recorded, made))}");
        }
    }

    private static void AddMembers(List<string> found, string path, JsonElement recorded, JsonElement made, ReplayOptions options)
    {
        foreach (var member in recorded.EnumerateObject())
        {
            var name = $"{path}.{member.Name}";
            if (made.TryGetProperty(member.Name, out var value))
            {
                Add(found, name, member.Value, value, options);
            }
            else if (!IsIgnored(name, options))
            {
                found.Add($"{name}: missing");
            }
        }

        foreach (var name in made.EnumerateObject().Where(member => !recorded.TryGetProperty(member.Name, out _)).Select(member => $"{path}.{member.Name}"))
        {
            if (!IsIgnored(name, options))
            {
                found.Add($"{name}: was not recorded");
            }
        }
    }

    private static void AddElements(List<string> found, string path, JsonElement recorded, JsonElement made, ReplayOptions options)
    {
        var (left, right) = (recorded.GetArrayLength(), made.GetArrayLength());
        if (left != right)
        {
            found.Add($"{path}: recorded {left} elements, made {right}");
        }

        foreach (var (index, (one, other)) in recorded.EnumerateArray().Zip(made.EnumerateArray()).Index())
        {
            Add(found, $"{path}.{index}", one, other, options);
        }
    }

    private static bool IsIgnored(string path, ReplayOptions options) =>
        options.IgnoredBodyMembers.Count > 0 && options.IgnoredBodyMembers.Any(pattern => Matches(path.Split('.').AsSpan(1), pattern.Split('.')));

    private static bool Matches(ReadOnlySpan<string> path, string[] pattern)
    {
        var matches = path.Length == pattern.Length;
        for (var i = 0; matches && i < path.Length; i++)
        {
            matches = pattern[i] == "*" || pattern[i] == path[i];
        }

        return matches;
    }

    private static string Describe(JsonElement recorded, JsonElement made)
    {
        if (Kind(recorded) != Kind(made))
        {
            return $"recorded {Kind(recorded)}, made {Kind(made)}";
        }

        if (recorded.ValueKind != JsonValueKind.String)
        {
            return "different value";
        }

        var (left, right) = (recorded.GetString()!, made.GetString()!);
        return $"different text: {left.Length} characters recorded, {right.Length} made, first {left.AsSpan().CommonPrefixLength(right)} equal";
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Null => "null",
        var kind => $"a {(kind == JsonValueKind.String ? "string" : "number")}",
    };

    private static string Quote(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.GetRawText();
        return text.Length <= QuotedLength ? text : $"{text[..QuotedLength]}…";
    }
}
