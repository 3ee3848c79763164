using System.Text;
using AgenticApi.Json;

namespace AgenticApi.Protocol;

/// <summary>Returns the types of items and parts as strings, without allocating for known types.</summary>
internal static class ItemTypeNames
{
    private static readonly (byte[] Utf8, string Text)[] Known =
        [.. ((string[])
        [
            ItemTypes.Message, ItemTypes.Reasoning, ItemTypes.FunctionCall, PartTypes.OutputText, PartTypes.ReasoningText, PartTypes.SummaryText, PartTypes.Refusal,
            ItemTypes.WebSearchCall, ItemTypes.CodeInterpreterCall, ItemTypes.FileSearchCall, ItemTypes.McpCall, ItemTypes.CustomToolCall,
        ]).Select(name => (Encoding.UTF8.GetBytes(name), name))];

    /// <summary>Determines whether a type equals the content of a JSON string.</summary>
    public static bool Are(string type, ReadOnlySpan<byte> utf8) => Text(utf8) == type;

    /// <summary>Returns the type in the content of a JSON string.</summary>
    public static string Text(ReadOnlySpan<byte> type)
    {
        foreach (var (utf8, text) in Known)
        {
            if (type.SequenceEqual(utf8))
            {
                return text;
            }
        }

        return JsonText.Unescape(type);
    }
}
