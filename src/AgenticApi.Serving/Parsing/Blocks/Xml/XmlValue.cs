using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>The value of a parameter between tags, written as JSON while it comes.</summary>
internal sealed class XmlValue(XmlToolCallTags tags, bool isWrapped, Func<string, bool> isNew)
{
    private readonly XmlValueEnd _end = new(tags, isWrapped, isNew);
    private readonly TypedValue _value = new();
    private bool _isAtStart;
    private bool _isInLines;

    // The last character of the value that is no space.
    private char _previous;

    /// <summary>Whether the value has ended.</summary>
    public bool IsWhole { get; private set; }

    public void Begin(ParameterSchema schema)
    {
        _value.Begin(schema);
        _end.Begin();
        (IsWhole, _isAtStart, _isInLines, _previous) = (false, !tags.HasBareValues, false, '\n');
    }

    /// <summary>Reads on; says how much is done with. A value that is not whole at the end of the text is cut there, without the tag that begins there.</summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        if (StartOf(text, isEnd) is not { } taken)
        {
            return 0;
        }

        while (!IsWhole && taken < text.Length && ReadPart(text[taken..], isEnd, arguments) is var length and > 0)
        {
            taken += length;
        }

        if (isEnd && !IsWhole)
        {
            _value.Cut(arguments);
        }

        return taken;
    }

    /// <summary>Where the value begins: behind a line break. Null where the text is too short to tell.</summary>
    private int? StartOf(ReadOnlySpan<char> text, bool isEnd)
    {
        var start = _isAtStart ? LineBreaks.AtStart(text, isEnd) : 0;
        _isInLines = _isInLines || start > 0;
        _isAtStart = start is null;
        return start;
    }

    /// <summary>Reads up to the next place where a tag may stand, and what stands there; 0 where more text is needed.</summary>
    private int ReadPart(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var tag = text.IndexOf('<');
        var end = tag < 0 ? text.Length : tag;

        // A line break before the end tag is not part of a value that began behind one.
        var mayHaveBreaks = !tags.HasBareValues && (tag >= 0 || !isEnd);
        var breaks = mayHaveBreaks ? LineBreaks.AtEnd(text[..end], 1) : 0;
        breaks = breaks == 0 && mayHaveBreaks && tag < 0 && !isEnd && text.EndsWith('\r') ? 1 : breaks;
        if (tag < 0 || end > breaks)
        {
            return Append(text[..(end - breaks)], arguments);
        }

        var isOurs = _end.IsEnd(text[tag..], breaks > 0 ? '\n' : _previous, isEnd, out var taken);
        if (isOurs == true)
        {
            Append(taken > 0 && !_isInLines ? text[..tag] : default, arguments);
            _value.End(arguments);
            IsWhole = true;
            return tag + taken;
        }

        return isOurs is null ? 0
            : isEnd && tags.IsBegun(text[tag..]) ? text.Length
            : Append(text[..(tag + taken)], arguments);
    }

    private int Append(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        if (!text.IsEmpty)
        {
            _value.Append(text, arguments);
            var last = text.LastIndexOfAnyExcept(' ', '\t');
            _previous = last < 0 ? _previous : text[last];
        }

        return text.Length;
    }
}
