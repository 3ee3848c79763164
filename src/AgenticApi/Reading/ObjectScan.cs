using System.Buffers;

namespace AgenticApi.Reading;

/// <summary>
/// Finds the end of a JSON object in one pass, which can stop and continue at any byte. It knows strings, escapes and brackets only; the
/// caller checks whether the object is valid.
/// </summary>
/// <remarks>
/// An object ends at its closing bracket. A damaged object ends earlier: at a line end inside a string, which JSON does not allow, or
/// before a line that starts with <c>{</c> where no value can start, as the next object of JSON lines does. Valid JSON has neither, so line
/// ends between its values do not matter.
/// </remarks>
internal struct ObjectScan
{
    private static readonly SearchValues<byte> EndOfText = SearchValues.Create("\"\\\r\n"u8);

    private int _at;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    // One bit for each open bracket, the innermost lowest: 1 for an object, 0 for an array. Only 64 are kept. The zeros shifted in for
    // the others mean arrays, in which an object may follow a comma, so that no valid object is cut.
    private ulong _objects;

    /// <summary>Continues to search for the end.</summary>
    /// <param name="json">The object from its first bracket, as far as it was read.</param>
    /// <returns>The position after the object; -1 if more bytes must be read.</returns>
    public int FindEnd(ReadOnlySpan<byte> json)
    {
        while (_at < json.Length)
        {
            if (_isInString ? EndsInString(json) : EndsInStructure(json))
            {
                return _at;
            }
        }

        return -1;
    }

    /// <summary>Moves to the next quote or backslash. The byte after a backslash is always text, unless it ends the line.</summary>
    private bool EndsInString(ReadOnlySpan<byte> json)
    {
        _at += _isEscaped && !IsLineEnd(json[_at]) ? 1 : 0;
        _isEscaped = false;
        var length = json[_at..].IndexOfAny(EndOfText);
        if (length < 0)
        {
            _at = json.Length;
            return false;
        }

        _at += length;
        if (IsLineEnd(json[_at]))
        {
            return true;
        }

        _isEscaped = json[_at] == '\\';
        _isInString = _isEscaped;
        _at++;
        return false;
    }

    /// <summary>Moves to the next string, past the brackets before it.</summary>
    private bool EndsInStructure(ReadOnlySpan<byte> json)
    {
        // The strings of JSON are only a few bytes apart, so a vectorised search would cost more than it saves.
        for (; _at < json.Length; _at++)
        {
            var one = json[_at];
            switch (one)
            {
                case (byte)'"':
                    _isInString = true;
                    _at++;
                    return false;
                case (byte)'{' when _depth > 0 && IsNextObject(json[.._at]):
                    return true;
                case (byte)'{' or (byte)'[':
                    _objects = (_objects << 1) | (one == '{' ? 1UL : 0);
                    _depth++;
                    break;
                case (byte)'}' or (byte)']':
                    _objects >>= 1;
                    if (--_depth == 0)
                    {
                        _at++;
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether an opening bracket after these bytes is the first of its line and starts no value. Values follow a colon or are in an array.
    /// </summary>
    private readonly bool IsNextObject(ReadOnlySpan<byte> before)
    {
        if (before[^1] > ' ')
        {
            return false;
        }

        var space = JsonSpace.CountAtEnd(before);
        var mayBegin = before[^(space + 1)] switch
        {
            (byte)':' or (byte)'[' => true,
            (byte)',' => (_objects & 1) == 0,
            _ => false,
        };
        return !mayBegin && before[^space..].ContainsAny((byte)'\n', (byte)'\r');
    }

    private static bool IsLineEnd(byte one) => one is (byte)'\n' or (byte)'\r';
}
