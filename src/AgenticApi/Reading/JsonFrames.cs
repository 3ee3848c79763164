using System.Text.Json;

namespace AgenticApi.Reading;

/// <summary>Splits a stream of JSON objects, whatever white space stands between and inside them.</summary>
/// <remarks>
/// Between objects, white space and byte-order marks are passed over: each message of a WebSocket may begin with a mark. Any other text
/// there is given as it is, up to the next object or the end of its line, and so is an object that is damaged or not closed when the input ends
/// (<see cref="ObjectScan"/>). What is given depends on the bytes alone, and not on how they were cut when they came.
/// </remarks>
internal struct JsonFrames
{
    private ObjectScan _scan;
    private int _searched;
    private bool _isPastFirst;

    /// <summary>Finds the next object, or what stands in its place.</summary>
    /// <returns>False where its end has not come yet.</returns>
    /// <exception cref="ResponseProtocolException">The first object is no valid one, or this one is too long.</exception>
    public bool TryNext(StreamBytes bytes, out ReadOnlySpan<byte> json)
    {
        json = default;
        if (!PassSpace(bytes))
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
        bytes.Take(json.Length);
        (_scan, _searched) = (default, 0);
        if (!_isPastFirst)
        {
            CheckFirst(json, position);
            _isPastFirst = true;
        }

        json = JsonSpace.Trim(json);
        return true;
    }

    /// <summary>Passes over what stands before the next object.</summary>
    /// <returns>False where nothing else has come, or what may be the first bytes of a mark.</returns>
    private static bool PassSpace(StreamBytes bytes)
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

    /// <summary>The first object shows whether the input is an answer at all, and so it must be whole and valid.</summary>
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
                $"The input begins as JSON and is no whole JSON object: it breaks off or is damaged after byte {position + reader.BytesConsumed}. Give the complete body.");
        }
    }
}
