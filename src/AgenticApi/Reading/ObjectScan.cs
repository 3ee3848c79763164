using System.Buffers;

namespace AgenticApi.Reading;

/// <summary>
/// Finds where a JSON object ends, in one pass that can stop and go on at any byte. It knows strings, escapes and brackets, and nothing else
/// of JSON: whether the object is valid is checked by whoever reads it.
/// </summary>
/// <remarks>
/// An object ends at the bracket that closes it. A damaged one ends sooner where its text shows that it does not go on: at a line end
/// inside a string, where JSON allows none, and before a line that begins with <c>{</c> where no value may begin, as the next one of JSON
/// lines does. Valid JSON has neither, so line ends may stand between its values as they like.
/// </remarks>
internal struct ObjectScan
{
    private static readonly SearchValues<byte> EndOfText = SearchValues.Create("\"\\\r\n"u8);

    private int _at;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    // A bit for each open bracket, the innermost lowest: set where it is an object's. Only 64 are kept. What is shifted in for the others
    // says that they are arrays, in which an object may follow a comma, so that no valid object is cut.
    private ulong _objects;

    /// <summary>Looks for the end, on from where the last look stopped.</summary>
    /// <param name="json">The object from its first bracket on, as far as it has come.</param>
    /// <returns>The place after the object; -1 where it has not come yet.</returns>
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

    /// <summary>Goes on to the next quote or backslash. The byte after a backslash is text, whatever it is, unless it ends the line.</summary>
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

    /// <summary>Goes on to the next string, past the brackets before it.</summary>
    private bool EndsInStructure(ReadOnlySpan<byte> json)
    {
        // Strings of JSON stand a few bytes apart: a vectorised search from one to the next would cost more than it skips.
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

    /// <summary>Whether a bracket after these bytes is the first of its line and begins no value: values follow a colon, or stand in an array.</summary>
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
