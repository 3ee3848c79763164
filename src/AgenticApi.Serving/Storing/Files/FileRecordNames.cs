using System.Globalization;

namespace AgenticApi.Serving;

/// <summary>
/// Converts between record ids and file names. Ids that differ only in case get file names that differ also on file systems that ignore
/// case.
/// </summary>
internal static class FileRecordNames
{
    public const string Extension = ".record";
    public const string TemporaryExtension = ".tmp";

    /// <summary>
    /// Returns the file name of a record: the id in lower case and, if the id has upper-case letters, a dot and a hexadecimal number in
    /// which bit N is set if character N is upper case.
    /// </summary>
    public static string NameOf(string id)
    {
        var upper = UInt128.Zero;
        for (var i = 0; i < id.Length; i++)
        {
            upper |= char.IsAsciiLetterUpper(id[i]) ? UInt128.One << i : 0;
        }

        return (upper == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id.ToLowerInvariant()}.{upper:x}")) + Extension;
    }

    /// <summary>Returns the id of the record that a file belongs to; null if the name is not that of a record's file.</summary>
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
