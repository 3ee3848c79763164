using System.Text.Json;

namespace AgenticApi.Folding;

/// <summary>A blocking answer, which is read as the one terminal event of a stream would be.</summary>
internal static class BlockingBody
{
    /// <summary>Reads where the body's fields stand.</summary>
    /// <exception cref="ResponseProtocolException">The bytes are no JSON object, or the object is no response.</exception>
    public static void Read(ReadOnlySpan<byte> utf8Json, int depth, out EventFields fields)
    {
        if (!EventFields.TryRead(utf8Json, EventCatalog.Unknown, depth, out fields))
        {
            throw new ResponseProtocolException(Describe(utf8Json));
        }

        fields.Resolve(default, isBody: true);
        if (FoldTable.Row(fields.TypeId).Effect is not (Effect.Terminal or Effect.Error))
        {
            throw new ResponseProtocolException(
                "The body is an event, not a response. Give an event to ResponseAccumulator.Add, and to FromJson the body of a blocking answer.");
        }
    }

    private static string Describe(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json);
            reader.Read();
            reader.Skip();
            return $"The body is JSON of kind {reader.TokenType} and not one object. Give the body of a blocking answer.";
        }
        catch (JsonException e)
        {
            return $"The body is no JSON: it breaks off or is damaged at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of that line. Give the complete body.";
        }
    }
}
