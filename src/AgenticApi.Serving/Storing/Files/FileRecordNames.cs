using System.Globalization;

namespace AgenticApi.Serving;

/// <summary>Which file a record has. Ids that differ in case only have files that differ for file systems that ignore case, too.</summary>
internal static class FileRecordNames
{
    public const string Extension = ".record";
    public const string TemporaryExtension = ".tmp";

    /// <summary>The id in lower case; after a point, if there are upper-case letters, a number whose bits say which they are.</summary>
    public static string NameOf(string id)
    {
        var upper = UInt128.Zero;
        for (var i = 0; i < id.Length; i++)
        {
            upper |= char.IsAsciiLetterUpper(id[i]) ? UInt128.One << i : 0;
        }

        return (upper == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id.ToLowerInvariant()}.{upper:x}")) + Extension;
    }

    /// <summary>The id of the record that a file is of; null if it is of none.</summary>
    public static string? IdOf(string name)
    {
        var parts = name.Split('.');
        var upper = UInt128.Zero;
        if (parts.Length is not (2 or 3) || !StoreNames.IsId(parts[0])
            || (parts.Length == 3 && !UInt128.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out upper)))
        {
            return null;
        }

        var id = string.Concat(parts[0].Select((c, i) => (upper >> i & 1) != 0 ? char.ToUpperInvariant(c) : c));
        return NameOf(id) == name ? id : null;
    }
}
