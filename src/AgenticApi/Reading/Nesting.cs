using System.Text.Json;

namespace AgenticApi.Reading;

/// <summary>Tells JSON that is damaged from JSON that nests too deep: reading fails alike for both.</summary>
internal static class Nesting
{
    /// <summary>Throws where JSON that could not be read is valid and nests deeper than it may.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="depth">How deep a response may nest.</param>
    /// <param name="wrapping">How much deeper an event may.</param>
    /// <exception cref="ResponseProtocolException">It does.</exception>
    public static void ThrowIfTooDeep(ReadOnlySpan<byte> json, int depth, int wrapping)
    {
        if (Brackets(json) <= depth + wrapping)
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
            // It is damaged before it gets too deep, and the caller reports that.
        }
    }

    /// <summary>How many brackets are open at once at most, those inside strings counted too: never less than the JSON nests.</summary>
    private static int Brackets(ReadOnlySpan<byte> json)
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
