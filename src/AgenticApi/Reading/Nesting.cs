using System.Text.Json;

namespace AgenticApi.Reading;

/// <summary>Distinguishes JSON that nests too deep from JSON that is damaged. Reading fails in the same way for both.</summary>
internal static class Nesting
{
    /// <summary>Throws if JSON that could not be read is valid and nests too deep.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="depth">The maximum nesting depth of a response.</param>
    /// <param name="wrapping">The levels that an event adds.</param>
    /// <exception cref="ResponseProtocolException">The JSON nests too deep.</exception>
    public static void ThrowIfTooDeep(ReadOnlySpan<byte> json, int depth, int wrapping)
    {
        if (MaxOpenBrackets(json) <= depth + wrapping)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
                var level = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
                Limit.Check(level - wrapping - 1, depth, nameof(ResponseAccumulatorOptions.MaxJsonDepth), "levels of nested JSON");
            }
        }
        catch (JsonException)
        {
            // The JSON is damaged before it nests too deep. The caller reports that.
        }
    }

    /// <summary>
    /// Returns the highest number of brackets that are open at once, including those in strings: an upper bound of the depth.
    /// </summary>
    private static int MaxOpenBrackets(ReadOnlySpan<byte> json)
    {
        var (open, most) = (0, 0);
        foreach (var one in json)
        {
            open += one is (byte)'{' or (byte)'[' ? 1 : 0;
            most = Math.Max(most, open);
        }

        return most;
    }
}
