using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>Writes the value of a parameter between tags as JSON, while it comes.</summary>
/// <param name="tags">The tags of the format.</param>
/// <param name="isWrapped">Whether the call has the tag before calls.</param>
/// <param name="isNew">Returns whether a key can be the next parameter of the call.</param>
internal sealed class XmlValue(XmlToolCallTags tags, bool isWrapped, Func<string, bool> isNew)
{
    private readonly XmlValueEnd _end = new(tags, isWrapped, isNew);
    private readonly TypedValue _value = new();
    private bool _isAtStart;
    private bool _isInLines;

    // The last character of the value that is not a space or tab.
    private char _previous;

    /// <summary>Whether the value has ended.</summary>
    public bool IsWhole { get; private set; }

    public void Begin(ParameterSchema schema)
    {
        _value.Begin(schema);
        _end.Begin();
        (IsWhole, _isAtStart, _isInLines, _previous) = (false, !tags.HasBareValues, false, '\n');
    }

    /// <summary>
    /// Reads the next text; returns how many characters were consumed. At the end of the text, an incomplete value is cut off, and an
    /// incomplete tag is dropped.
    /// </summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        if (FindStart(text, isEnd) is not { } taken)
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

    /// <summary>
    /// Returns the index at which the value begins: after a line break, if there is one. Null if more text is needed to decide.
    /// </summary>
    private int? FindStart(ReadOnlySpan<char> text, bool isEnd)
    {
        var start = _isAtStart ? LineBreaks.AtStart(text, isEnd) : 0;
        _isInLines = _isInLines || start > 0;
        _isAtStart = start is null;
        return start;
    }

    /// <summary>Reads up to the next place where a tag may begin, and then the tag; returns 0 if more text is needed.</summary>
    private int ReadPart(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var tag = text.IndexOf('<');
        var end = tag < 0 ? text.Length : tag;

        // A line break before the end tag is not part of the value if the value began after a line break.
        var mayHaveBreaks = !tags.HasBareValues && (tag >= 0 || !isEnd);
        var breaks = mayHaveBreaks ? LineBreaks.AtEnd(text[..end], 1) : 0;
        breaks = breaks == 0 && mayHaveBreaks && tag < 0 && !isEnd && text.EndsWith('\r') ? 1 : breaks;
        if (tag < 0 || end > breaks)
        {
            return Append(text[..(end - breaks)], arguments);
        }

        var endsValue = _end.IsEnd(text[tag..], breaks > 0 ? '\n' : _previous, isEnd, out var taken);
        if (endsValue == true)
        {
            Append(taken > 0 && !_isInLines ? text[..tag] : default, arguments);
            _value.End(arguments);
            IsWhole = true;
            return tag + taken;
        }

        return endsValue is null ? 0
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
