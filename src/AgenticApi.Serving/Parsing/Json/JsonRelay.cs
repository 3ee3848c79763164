using System.Buffers;
using System.Text;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Copies one JSON value while a model writes it, and finds its end. Valid JSON is copied unchanged. Common mistakes of models are
/// corrected: Python literals (<c>'text'</c>, <c>True</c>, <c>None</c>, <c>(1, 2)</c>), line breaks in strings, escapes that JSON does not
/// have, and a comma before a closing bracket.
/// </summary>
/// <remarks>
/// The time is linear in the length of the text, for any pieces. Only an incomplete word or escape, and a comma with the white space after
/// it, are held back. Numbers are not checked. Not safe for use by several threads at once.
/// </remarks>
public sealed class JsonRelay
{
    private const int LongestWord = 8;

    // White space after a comma is held back with the comma, up to this length. Then both are written.
    private const int LongestGap = 48;

    private static readonly SearchValues<char> InNumber = SearchValues.Create("0123456789.eE+-");

    // An incomplete word, or a comma and the white space after it.
    private readonly char[] _held = new char[LongestGap];
    private readonly JsonStringRelay _string = new();
    private readonly List<bool> _isObject = [];
    private int _heldLength;
    private State _state;

    /// <summary>What is expected next.</summary>
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

    /// <summary>
    /// Gets whether the value has ended. A number or a word ends when another character follows, or with <see cref="End"/>.
    /// </summary>
    public bool IsWhole => _state == State.Whole;

    /// <summary>Gets whether the text is not a valid JSON value, even after corrections.</summary>
    public bool IsBroken => _state == State.Broken;

    /// <summary>Gets whether the next character is inside a string.</summary>
    public bool IsInString => _state is State.Key or State.String;

    /// <summary>
    /// Gets the type of the value; <see cref="JsonTypes.None"/> before it has begun. A number is always <see cref="JsonTypes.Number"/>.
    /// </summary>
    public JsonTypes Type { get; private set; }

    /// <summary>Begins a new value.</summary>
    public void Begin()
    {
        _heldLength = 0;
        _isObject.Clear();
        (_state, Type) = (State.Value, JsonTypes.None);
    }

    /// <summary>Reads the next piece of text.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="output">The buffer to write the value to; null to find only its end.</param>
    /// <returns>
    /// How many characters belong to the value. It is less than the length of the piece only if <see cref="IsWhole"/> or
    /// <see cref="IsBroken"/>; in the second case it is the index of the invalid text.
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

    /// <summary>Ends the text. A number or a word at its end is complete. Text that was held back is written.</summary>
    /// <param name="output">The buffer to write to; null to write nothing.</param>
    /// <returns>Whether the value is complete (<see cref="IsWhole"/>).</returns>
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

    /// <summary>Reads a character outside of strings, numbers and words; returns 1 if it was consumed, otherwise 0.</summary>
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
            // Drop a comma before the bracket, with the white space after it.
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
