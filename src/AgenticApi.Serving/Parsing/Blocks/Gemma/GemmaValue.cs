using System.Buffers;
using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>Writes an object in Gemma's format as JSON, while it comes.</summary>
/// <param name="quoteTag">The tag before and after a string.</param>
/// <param name="schema">Returns the schema of a parameter.</param>
internal sealed class GemmaValue(string quoteTag, Func<string, ParameterSchema> schema)
{
    private static readonly SearchValues<char> EndsWord = SearchValues.Create(",}]<");
    private static readonly SearchValues<char> EndsKey = SearchValues.Create(":,{}[]<>\n");

    private readonly List<bool> _isObject = [];
    private readonly GemmaString _string = new(quoteTag);
    private readonly JsonStringRelay _quoted = new();
    private readonly TypedValue _word = new();
    private readonly StringBuilder _gap = new();
    private State _state;
    private bool _isDoubled;
    private bool _hasComma;
    private string _key = "";

    /// <summary>What is expected next.</summary>
    private enum State
    {
        Value,
        FirstValue,
        NextValue,
        FirstKey,
        NextKey,
        Key,
        QuotedKey,
        Colon,
        Comma,
        String,
        Quoted,
        Word,
        Whole,
        Broken,
    }

    /// <summary>Whether the object has ended.</summary>
    public bool IsWhole => _state == State.Whole;

    /// <summary>Whether the text is not a valid object.</summary>
    public bool IsBroken => _state == State.Broken;

    private bool IsValueDue => _state is State.Value or State.FirstValue or State.NextValue;

    private bool IsKeyDue => _state is State.FirstKey or State.NextKey;

    /// <summary>Reads the next text, from the opening brace of the object on; returns how many characters were consumed.</summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var at = 0;
        while (at < text.Length && _state is not (State.Whole or State.Broken))
        {
            var before = _state;
            var length = ReadPart(text[at..], isEnd, arguments);
            at += length;
            if (length == 0 && _state == before)
            {
                break;
            }
        }

        if (isEnd)
        {
            Cut(arguments);
        }

        return at;
    }

    private int ReadPart(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        switch (_state)
        {
            case State.Key:
                return ReadKey(text, arguments);
            case State.String:
                var length = _string.Read(text, isEnd, arguments);
                _state = _string.IsWhole ? State.Comma : _state;
                return length;
            case State.QuotedKey or State.Quoted:
                length = _quoted.Read(text, arguments);
                _state = !_quoted.IsWhole ? _state : _state == State.Quoted ? State.Comma : State.Colon;
                return length;
            case State.Word:
                return ReadWord(text, arguments);
            default:
                return ReadToken(text, isEnd, arguments);
        }
    }

    /// <summary>
    /// Reads a character outside of keys and values, or the tag before a string; returns how many characters were consumed.
    /// </summary>
    private int ReadToken(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var c = text[0];
        if (char.IsWhiteSpace(c))
        {
            return 1;
        }

        switch (c)
        {
            case '}' when IsKeyDue || (_state == State.Comma && _isObject[^1]):
            case ']' when _state is State.FirstValue or State.NextValue || (_state == State.Comma && !_isObject[^1]):
                arguments.Append(c);
                _isObject.RemoveAt(_isObject.Count - 1);
                _state = _isObject.Count == 0 ? State.Whole : State.Comma;
                _hasComma = false;
                return 1;
            case ',' when _state == State.Comma:
                _hasComma = true;
                _state = _isObject[^1] ? State.NextKey : State.NextValue;
                return 1;
            case ':' when _state == State.Colon:
                arguments.Append(c);
                _state = State.Value;
                return 1;
            case '{' when _state == State.FirstKey && _isObject.Count == 1 && !_isDoubled:
                // Some models write the brace twice.
                _isDoubled = true;
                return 1;
            case ',' or '}' when _state == State.Value && _isObject.Count > 0:
                // The key has no value.
                arguments.Append("\"\"");
                _state = State.Comma;
                return 0;
        }

        if (isEnd && quoteTag.AsSpan().StartsWith(text))
        {
            // The tag is incomplete at the end of the text.
            return text.Length;
        }

        if (IsKeyDue)
        {
            return BeginKey(text, isEnd, arguments);
        }

        return IsValueDue && c is not (',' or '}' or ']' or ':') ? BeginValue(text, isEnd, arguments) : Break();
    }

    private int BeginKey(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var isTag = Tags.At(text, quoteTag, isEnd);
        if (isTag is null)
        {
            return 0;
        }

        Separate(arguments);
        if (text[0] == '"')
        {
            _quoted.Begin('"', arguments);
            (_key, _state) = ("", State.QuotedKey);
            return 1;
        }

        _state = State.Key;
        return isTag == true ? quoteTag.Length : 0;
    }

    private int ReadKey(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        var end = text.StartsWith(quoteTag) ? 0 : text[..Math.Min(text.Length, FunctionName.Longest)].IndexOfAny(EndsKey);
        if (end < 0 || (text[end] == '<' && quoteTag.AsSpan().StartsWith(text[end..]) && text.Length - end < quoteTag.Length))
        {
            return text.Length >= FunctionName.Longest ? Break() : 0;
        }

        var isTagged = text[end..].StartsWith(quoteTag);
        _key = text[..end].Trim().ToString();
        if (_key.Length == 0 || (text[end] != ':' && !isTagged))
        {
            return Break();
        }

        arguments.Append(JsonStrings.Quote(_key));
        _state = State.Colon;
        return isTagged ? end + quoteTag.Length : end;
    }

    private int BeginValue(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var isTag = Tags.At(text, quoteTag, isEnd);
        if (isTag is null)
        {
            return 0;
        }

        Separate(arguments);
        switch (text[0])
        {
            case '{' or '[':
                _isObject.Add(text[0] == '{');
                arguments.Append(text[0]);
                _state = text[0] == '{' ? State.FirstKey : State.FirstValue;
                return 1;
            case '"':
                _quoted.Begin('"', arguments);
                _state = State.Quoted;
                return 1;
            case '<' when isTag == false:
                return Break();
        }

        if (isTag == true)
        {
            _string.Begin(arguments);
            _state = State.String;
            return quoteTag.Length;
        }

        // An undeclared parameter has the type that its spelling suggests.
        var declared = _isObject.Count == 1 ? schema(_key) : ParameterSchema.Undeclared;
        _word.Begin(ReferenceEquals(declared, ParameterSchema.Undeclared) ? ParameterSchema.Unknown : declared);
        _gap.Clear();
        _state = State.Word;
        return 0;
    }

    private int ReadWord(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        var end = text.IndexOfAny(EndsWord);
        var part = end < 0 ? text : text[..end];
        var word = part.TrimEnd();
        if (!word.IsEmpty)
        {
            // White space inside a word is part of it, but not the white space after it.
            _word.Append(_gap.Append(word).ToString(), arguments);
            _gap.Clear();
        }

        _gap.Append(part[word.Length..]);
        if (end >= 0)
        {
            _word.End(arguments);
            _state = State.Comma;
        }

        return part.Length;
    }

    private void Separate(StringBuilder arguments)
    {
        arguments.Append(_hasComma ? "," : "");
        _hasComma = false;
    }

    private int Break()
    {
        _state = State.Broken;
        return 0;
    }

    private void Cut(StringBuilder arguments)
    {
        if (_state == State.Word)
        {
            _word.Cut(arguments);
        }
        else if (_state is State.Quoted or State.QuotedKey)
        {
            _quoted.Flush(arguments);
        }
    }
}
