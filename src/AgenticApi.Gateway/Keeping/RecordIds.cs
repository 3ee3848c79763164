using System.Buffers;
using System.Globalization;

namespace AgenticApi.Gateway;

/// <summary>
/// Creates the ids of records and items. An item's id contains the id of its record: <c>msg_</c>, the 32 digits of the record, and a number. So an
/// item is found without an index.
/// </summary>
internal static class RecordIds
{
    public const string Response = "resp";
    public const string Conversation = "conv";

    private const int Digits = 32;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>Returns a new id.</summary>
    public static string New(string prefix) => $"{prefix}_{Guid.NewGuid():N}";

    /// <summary>Returns the id of an input item.</summary>
    /// <param name="record">The id of the record, which this class has created.</param>
    /// <param name="prefix">The prefix for the type of the item.</param>
    /// <param name="number">The number of the item in the record.</param>
    public static string ForInputItem(string record, string prefix, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}_{record.AsSpan(record.IndexOf('_') + 1)}i{number:x4}");

    /// <summary>Returns the ids of the records that an item may belong to; none if no gateway has created the item's id.</summary>
    public static IEnumerable<string> RecordsOf(string item)
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
