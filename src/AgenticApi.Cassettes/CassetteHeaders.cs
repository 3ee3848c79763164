using System.Collections.ObjectModel;

namespace AgenticApi.Cassettes;

/// <summary>Headers as a cassette holds them: one value a name, names in any case.</summary>
internal static class CassetteHeaders
{
    public static IReadOnlyDictionary<string, string> None => ReadOnlyDictionary<string, string>.Empty;

    public static Dictionary<string, string> Empty() => new(StringComparer.OrdinalIgnoreCase);

    public static bool AreEqual(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(header => right.TryGetValue(header.Key, out var value) && value == header.Value);
}
