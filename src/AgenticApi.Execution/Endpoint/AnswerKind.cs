using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Recognizes answers by their bytes.</summary>
internal static class AnswerKind
{
    /// <summary>Returns whether the bytes are the beginning of a response object. Gateways send one with any status.</summary>
    public static bool IsResponse(ReadOnlySpan<byte> beginning)
    {
        var reader = new Utf8JsonReader(WithoutByteOrderMark(beginning), isFinalBlock: false, default);
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
            // Damaged JSON is not a response.
        }

        return false;
    }

    /// <summary>Returns whether the bytes are the beginning of a JSON object. Otherwise they may be an event stream.</summary>
    public static bool IsJson(ReadOnlySpan<byte> beginning) => WithoutByteOrderMark(beginning).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>Returns whether the body of a successful answer confirms a deletion: it is empty, or <c>deleted</c> is true.</summary>
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

    /// <summary>Returns the bytes without a byte order mark.</summary>
    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
}
