using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>Reads a blocking answer as if it were the terminal event of a stream.</summary>
internal static class BlockingBody
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="ResponseProtocolException">The body is not a JSON object, not a response, or exceeds a limit.</exception>
    public static void Read(ReadOnlySpan<byte> utf8Json, ResponseAccumulatorOptions options, Span<JsonMember> room, ref EventFields fields, out ReadEvent read)
    {
        var frame = new EventFrame(default, utf8Json, isBody: true);
        if (!new EventReader(options.MaxJsonDepth, isSingleUse: true).TryRead(frame, room, ref fields, out read))
        {
            throw new ResponseProtocolException(Describe(utf8Json));
        }

        if (read.Fields.Row.Effect is not (Effect.Terminal or Effect.Error))
        {
            throw new ResponseProtocolException(
                "The body is an event, not a response. Pass events to ResponseAccumulator.Add, and the body of a blocking answer to FromJson.");
        }
    }

    private static string Describe(ReadOnlySpan<byte> utf8Json)
    {
        var body = utf8Json.WithoutMark();
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            var kind = reader.TokenType switch
            {
                JsonTokenType.StartArray => "array",
                JsonTokenType.String => "string",
                JsonTokenType.Number => "number",
                _ => "literal",
            };
            while (reader.Read())
            {
            }

            return $"The body is a JSON {kind}, not an object. Pass the body of a blocking answer.";
        }
        catch (JsonException e)
        {
            return JsonSpace.Trim(body).IsEmpty
                ? "The body is empty. Pass the body of a blocking answer."
                : $"The body is not valid JSON: it is cut off or damaged at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} of that line. Pass the complete body.";
        }
    }
}
