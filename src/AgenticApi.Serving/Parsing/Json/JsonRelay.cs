using System.Buffers;
using System.Text;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Passes one JSON value on while a model writes it, and finds its end. Valid JSON is passed on to the letter. What models write in its place
/// is made valid: Python's spelling (<c>'text'</c>, <c>True</c>, <c>None</c>, <c>(1, 2)</c>), line breaks in strings, escapes that JSON does
/// not have, a comma before a closing bracket.
/// </summary>
/// <remarks>
/// Its time is linear in the text, however it is cut. A word, an escape or a comma waits for its end; all else comes out at once. Numbers are
/// not checked.
/// </remarks>
public sealed class JsonRelay
{
    private const int LongestWord = 8;

    // Behind a comma, white space waits with it; as much as nobody writes goes out, and the comma with it.
    private const int LongestGap = 48;

    private static readonly SearchValues<char> InNumber = SearchValues.Create("0123456789.eE+-");

    // A word that has begun, or a comma and the white space behind it.
    private readonly char[] _held = new char[LongestGap];
    private readonly JsonStringRelay _string = new();
    private readonly List<bool> _isObject = [];
    private int _heldLength;
    private State _state;

    /// <summary>What may come next.</summary>
    private enum State
    {
        Value,
        FirstValue,
        NextValue,
        FirstKey,
        NextKey,
        Colon,
        Comma,
        Key,
        String,
        Number,
        Word,
        Whole,
        Broken,
    }

    /// <summary>Whether the value has ended. A number or a word ends with what follows it, or with <see cref="End"/>.</summary>
    public bool IsWhole => _state == State.Whole;

    /// <summary>Whether something stands there that cannot be in a JSON value.</summary>
    public bool IsBroken => _state == State.Broken;

    /// <summary>Whether the text is inside of a string.</summary>
    public bool IsInString => _state is State.Key or State.String;

    /// <summary>The type of the value; <see cref="JsonTypes.None"/> until it has begun.</summary>
    public JsonTypes Type { get; private set; }

    /// <summary>Begins another value.</summary>
    public void Begin()
    {
        _heldLength = 0;
        _isObject.Clear();
        (_state, Type) = (State.Value, JsonTypes.None);
    }

    /// <summary>Reads on.</summary>
    /// <param name="text">What follows.</param>
    /// <param name="output">Where to pass it on; null to find the end only.</param>
    /// <returns>
    /// How much of the text belongs to the value: less than its length only where the value is whole or broken. Where it is broken, the text
    /// from there on is what does not belong there.
    /// </returns>
    public int Read(ReadOnlySpan<char> text, StringBuilder? output)
    {
        var at = 0;
        while (at < text.Length && _state is not (State.Whole or State.Broken))
        {
            at += _state switch
            {
                State.Key or State.String => ReadString(text[at..], output),
                State.Number => ReadNumber(text[at..], output),
                State.Word => ReadWord(text[at..], output),
                _ => ReadToken(text[at], output),
            };
        }

        return at;
    }

    /// <summary>Ends the text: a number or a word at its end is whole. What was held back comes out.</summary>
    /// <param name="output">Where to pass it on; null for nowhere.</param>
    /// <returns>Whether the value is whole.</returns>
    public bool End(StringBuilder? output)
    {
        if (_state == State.Number)
        {
            EndValue();
        }
        else if (_state == State.Word)
        {
            EndWord(output);
        }

        if (_state != State.Whole)
        {
            _string.Flush(output);
            Release(output);
        }

        return IsWhole;
    }

    private int ReadString(ReadOnlySpan<char> text, StringBuilder? output)
    {
        var length = _string.Read(text, output);
        if (_string.IsWhole)
        {
            _state = _state == State.Key ? State.Colon : State.String;
            if (_state == State.String)
            {
                EndValue();
            }
        }

        return length;
    }

    private int ReadNumber(ReadOnlySpan<char> text, StringBuilder? output)
    {
        var end = text.IndexOfAnyExcept(InNumber);
        var length = end < 0 ? text.Length : end;
        output?.Append(text[..length]);
        if (end >= 0)
        {
            EndValue();
        }

        return length;
    }

    private int ReadWord(ReadOnlySpan<char> text, StringBuilder? output)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length]) && _heldLength <= LongestWord)
        {
            Hold(text[length++]);
        }

        if (length < text.Length)
        {
            EndWord(output);
        }

        return length;
    }

    private void EndWord(StringBuilder? output)
    {
        var word = _held.AsSpan(0, _heldLength) switch { "True" => "true", "False" => "false", "None" => "null", "true" => "true", "false" => "false", "null" => "null", _ => null };
        if (word is null)
        {
            Break(output);
            return;
        }

        _heldLength = 0;
        output?.Append(word);
        EndValue();
    }

    /// <summary>Reads a character outside of strings, numbers and words; says whether it belongs there.</summary>
    private int ReadToken(char c, StringBuilder? output)
    {
        if (c is ' ' or '\n' or '\r' or '\t')
        {
            ReadSpace(c, output);
            return 1;
        }

        var isRight = c switch
        {
            ',' => _state == State.Comma,
            ':' => _state == State.Colon,
            '}' => _state is State.FirstKey or State.NextKey || (_state == State.Comma && _isObject[^1]),
            ']' or ')' => _state is State.FirstValue or State.NextValue || (_state == State.Comma && !_isObject[^1]),
            '"' or '\'' => _state is State.FirstKey or State.NextKey || IsValueDue,
            _ => IsValueDue && (c is '{' or '[' or '(' or '-' || char.IsAsciiLetterOrDigit(c)),
        };
        if (!isRight)
        {
            Break(output);
            return 0;
        }

        if (c is '}' or ']' or ')')
        {
            // Drops a comma before it, with its white space.
            _heldLength = 0;
            output?.Append(c == ')' ? ']' : c);
            _isObject.RemoveAt(_isObject.Count - 1);
            EndValue();
            return 1;
        }

        if (c == ',')
        {
            Hold(c);
            _state = _isObject[^1] ? State.NextKey : State.NextValue;
            return 1;
        }

        Release(output);
        return Begin(c, output);
    }

    private bool IsValueDue => _state is State.Value or State.FirstValue or State.NextValue;

    private void ReadSpace(char c, StringBuilder? output)
    {
        if (_heldLength is > 0 and < LongestGap)
        {
            Hold(c);
            return;
        }

        Release(output);
        if (Type != JsonTypes.None)
        {
            output?.Append(c);
        }
    }

    private int Begin(char c, StringBuilder? output)
    {
        if (c == ':')
        {
            output?.Append(c);
            _state = State.Value;
            return 1;
        }

        var type = c switch { '{' => JsonTypes.Object, '[' or '(' => JsonTypes.Array, '"' or '\'' => JsonTypes.String, 't' or 'f' or 'T' or 'F' => JsonTypes.Boolean, _ => JsonTypes.Number };
        type = type == JsonTypes.Number && char.IsAsciiLetter(c) ? JsonTypes.Null : type;
        Type = Type == JsonTypes.None ? type : Type;
        switch (type)
        {
            case JsonTypes.Object or JsonTypes.Array:
                _isObject.Add(c == '{');
                output?.Append(c == '(' ? '[' : c);
                _state = c == '{' ? State.FirstKey : State.FirstValue;
                return 1;
            case JsonTypes.String:
                _state = _state is State.FirstKey or State.NextKey ? State.Key : State.String;
                _string.Begin(c, output);
                return 1;
            default:
                _state = type == JsonTypes.Number ? State.Number : State.Word;
                return 0;
        }
    }

    private void EndValue() => _state = _isObject.Count == 0 ? State.Whole : State.Comma;

    private void Break(StringBuilder? output)
    {
        Release(output);
        _state = State.Broken;
    }

    private void Hold(char c) => _held[_heldLength++] = c;

    private void Release(StringBuilder? output)
    {
        output?.Append(_held, 0, _heldLength);
        _heldLength = 0;
    }
}
