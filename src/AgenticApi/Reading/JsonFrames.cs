using System.Text.Json;

namespace AgenticApi.Reading;

/// <summary>Splits a stream of JSON objects. Any white space may be between and inside them.</summary>
/// <remarks>
/// Skips white space and byte order marks between objects: each WebSocket message may start with a mark. Returns any other text between
/// objects as it is, up to the next object or the end of its line. Returns an object that is damaged, or not closed at the end of the
/// input, as it is too (see <see cref="ObjectScan"/>). The results depend on the bytes only, not on how reads split them.
/// </remarks>
internal struct JsonFrames
{
    private ObjectScan _scan;
    private int _searched;
    private bool _isPastFirst;

    /// <summary>Finds the next object, or the text in its place.</summary>
    /// <returns>False if more bytes must be read.</returns>
    /// <exception cref="ResponseProtocolException">The first object is not valid JSON, or an object exceeds the limit.</exception>
    public bool TryNext(StreamBytes bytes, out ReadOnlySpan<byte> json)
    {
        json = default;
        if (!SkipSpace(bytes))
        {
            return false;
        }

        var all = bytes.Span;
        var end = all[0] == '{' ? _scan.FindEnd(all) : FindTextEnd(all);
        if (end < 0 && !bytes.Ended)
        {
            return false;
        }

        json = all[..(end < 0 ? all.Length : end)];
        var position = bytes.Position;
        bytes.Consume(json.Length);
        (_scan, _searched) = (default, 0);
        if (!_isPastFirst)
        {
            CheckFirst(json, position);
            _isPastFirst = true;
        }

        json = JsonSpace.Trim(json);
        return true;
    }

    /// <summary>Skips white space and byte order marks before the next object.</summary>
    /// <returns>False if nothing else was read, or only what may be the start of a byte order mark.</returns>
    private static bool SkipSpace(StreamBytes bytes)
    {
        var mark = ByteOrderMark.Utf8;
        bytes.Skip(JsonSpace.CountAtStart(bytes.Span));
        while (bytes.Span.StartsWith(mark))
        {
            bytes.Skip(mark.Length);
            bytes.Skip(JsonSpace.CountAtStart(bytes.Span));
        }

        return !bytes.Span.IsEmpty && (bytes.Ended || !mark.StartsWith(bytes.Span));
    }

    private int FindTextEnd(ReadOnlySpan<byte> text)
    {
        var length = text[_searched..].IndexOfAny((byte)'\n', (byte)'\r', (byte)'{');
        var end = length < 0 ? -1 : _searched + length;
        _searched = text.Length;
        return end;
    }

    /// <summary>Checks the first object: it shows whether the input is an answer at all, so it must be complete and valid.</summary>
    private static void CheckFirst(ReadOnlySpan<byte> json, long position)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            throw new ResponseProtocolException(
                $"The input starts as JSON but is not a complete JSON object: it is cut off or damaged after byte {position + reader.BytesConsumed}. Pass the complete body.");
        }
    }
}
