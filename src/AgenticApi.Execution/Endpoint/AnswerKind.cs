using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Tells answers apart by their first bytes.</summary>
internal static class AnswerKind
{
    /// <summary>Whether bytes are, or begin, a response object: gateways send one with any status.</summary>
    public static bool IsResponse(ReadOnlySpan<byte> beginning)
    {
        var reader = new Utf8JsonReader(WithoutMark(beginning), isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isObject, isOutput) = (reader.ValueTextEquals("object"u8), reader.ValueTextEquals("output"u8));
                if (!reader.Read() || (isOutput && reader.TokenType == JsonTokenType.StartArray))
                {
                    return isOutput;
                }

                if (isObject && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("response"u8))
                {
                    return true;
                }

                if (!reader.TrySkip())
                {
                    return false;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Damaged JSON is no response.
        }

        return false;
    }

    /// <summary>Whether bytes begin as a JSON object; otherwise they may be an event stream.</summary>
    public static bool IsJson(ReadOnlySpan<byte> beginning) => WithoutMark(beginning).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>Whether the answer to a deletion, taken by its status, says that it happened: it is empty, or says <c>deleted</c>.</summary>
    public static bool SaysDeleted(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return true;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("deleted"u8, out var deleted) && deleted.ValueKind == JsonValueKind.True;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The bytes after a byte-order mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
}
