using System.Text;
using AgenticApi.Json;

namespace AgenticApi.Protocol;

/// <summary>The types of items and parts as strings that are made once.</summary>
internal static class ItemTypeNames
{
    private static readonly (byte[] Utf8, string Text)[] Known =
        [.. ((string[])
        [
            ItemTypes.Message, ItemTypes.Reasoning, ItemTypes.FunctionCall, PartTypes.OutputText, PartTypes.ReasoningText, PartTypes.SummaryText, PartTypes.Refusal,
            ItemTypes.WebSearchCall, ItemTypes.CodeInterpreterCall, ItemTypes.FileSearchCall, ItemTypes.McpCall, ItemTypes.CustomToolCall,
        ]).Select(name => (Encoding.UTF8.GetBytes(name), name))];

    /// <summary>Whether a type is the one that stands between its quotes.</summary>
    public static bool Are(string type, ReadOnlySpan<byte> utf8) => Text(utf8) == type;

    /// <summary>The text of a type as it stands between its quotes.</summary>
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
