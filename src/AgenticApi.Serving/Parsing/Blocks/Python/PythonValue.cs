using System.Buffers;
using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>Writes the value of an argument in Python as JSON, while it comes.</summary>
internal sealed class PythonValue
{
    private static readonly SearchValues<char> InNumber = SearchValues.Create("0123456789.eE+-_xXabcdfABCDF");

    private readonly JsonRelay _literal = new();
    private readonly PythonString _string = new();
    private readonly StringBuilder _number = new();
    private bool _mustBeString;
    private State _state;

    /// <summary>What is expected next.</summary>
    private enum State
    {
        Start,
        String,
        Number,
        Literal,
        Whole,
        Broken,
    }

    /// <summary>Whether the value has ended.</summary>
    public bool IsWhole => _state == State.Whole;

    /// <summary>Whether the value is not a literal.</summary>
    public bool IsBroken => _state == State.Broken;

    /// <summary>Begins a new value.</summary>
    /// <param name="mustBeString">Whether a number is written as a string.</param>
    public void Begin(bool mustBeString) => (_mustBeString, _state) = (mustBeString, State.Start);

    /// <summary>Reads the next text; returns how many characters were consumed.</summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var taken = 0;
        if (_state == State.Start)
        {
            taken = text.Length - text.TrimStart().Length;
            taken += Begin(text[taken..], isEnd, arguments);
        }

        var rest = text[taken..];
        switch (_state)
        {
            case State.String:
                taken += _string.Read(rest, isEnd, arguments);
                _state = _string.IsWhole ? State.Whole : _state;
                break;
            case State.Number:
                taken += ReadNumber(rest, arguments);
                break;
            case State.Literal:
                taken += _literal.Read(rest, arguments);
                _state = _literal.IsWhole ? State.Whole : _literal.IsBroken ? State.Broken : _state;
                break;
        }

        if (isEnd && _state is State.Literal or State.Number)
        {
            // A number or literal at the end of the text is written, but it is not complete: the call is cut off.
            _literal.End(arguments);
            arguments.Append(_state == State.Number ? _number : null);
        }

        return taken;
    }

    private int Begin(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        if (text.IsEmpty || _string.Begin(text, isEnd, arguments) is not { } length)
        {
            return 0;
        }

        var isNumber = char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.';
        _state = length > 0 ? State.String : isNumber ? State.Number : State.Literal;
        _number.Clear();
        _literal.Begin();
        return length;
    }

    private int ReadNumber(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        var end = text.IndexOfAnyExcept(InNumber);
        _number.Append(end < 0 ? text : text[..end]);
        if (end < 0)
        {
            return text.Length;
        }

        var written = _number.ToString();
        var number = _mustBeString ? JsonStrings.Quote(written) : PythonNumber.ToJson(written);
        arguments.Append(number ?? written);
        _state = number is null ? State.Broken : State.Whole;
        return end;
    }
}
