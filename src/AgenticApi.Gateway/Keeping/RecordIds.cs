using System.Buffers;
using System.Globalization;

namespace AgenticApi.Gateway;

/// <summary>
/// The ids of records and items. An item's id has that of its record in it: <c>msg_</c>, the record's 32 digits, and a number. So an item is
/// found without an index.
/// </summary>
internal static class RecordIds
{
    public const string Response = "resp";
    public const string Conversation = "conv";

    private const int Digits = 32;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>A new id.</summary>
    public static string New(string prefix) => $"{prefix}_{Guid.NewGuid():N}";

    /// <summary>The id of an item that came in with the record.</summary>
    /// <param name="record">The record's id, which this class made.</param>
    /// <param name="prefix">What says the item's type.</param>
    /// <param name="number">The item's number.</param>
    public static string OfInput(string record, string prefix, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}_{record.AsSpan(record.IndexOf('_') + 1)}i{number:x4}");

    /// <summary>The ids of the records in which an item may be; none where its id is none of a gateway.</summary>
    public static IEnumerable<string> OfRecords(string item)
    {
        var at = item.IndexOf('_') + 1;
        if (at == 0 || item.Length < at + Digits || item.AsSpan(at, Digits).ContainsAnyExcept(Hexadecimal))
        {
            return [];
        }

        var digits = item.Substring(at, Digits);
        return [$"{Response}_{digits}", $"{Conversation}_{digits}"];
    }
}
