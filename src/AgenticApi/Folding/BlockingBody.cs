using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>A blocking answer, which is read as the one terminal event of a stream would be.</summary>
internal static class BlockingBody
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="ResponseProtocolException">The bytes are no JSON object, or the object is no response. Or it goes past a limit.</exception>
    public static void Read(ReadOnlySpan<byte> utf8Json, ResponseAccumulatorOptions options, Span<JsonMember> room, ref EventFields fields, out ReadEvent read)
    {
        var frame = new EventFrame(default, utf8Json, isBody: true);
        if (!new EventReader(options.MaxJsonDepth, isForOne: true).TryRead(frame, room, ref fields, out read))
        {
            throw new ResponseProtocolException(Describe(utf8Json));
        }

        if (read.Fields.Row.Effect is not (Effect.Terminal or Effect.Error))
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
