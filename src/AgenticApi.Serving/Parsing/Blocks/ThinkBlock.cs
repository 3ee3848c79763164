using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reasoning between two tags, <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> unless others are given. It is passed on as it comes. One that is
/// never closed is reasoning to the end. A line break behind the first tag and before the last, and two behind that, belong to the format.
/// </summary>
/// <param name="startsOpen">
/// Whether the prompt ends with the opening tag, so that the text begins as reasoning. A model that writes the tag nevertheless is understood.
/// </param>
public sealed class ThinkBlock(bool startsOpen = false) : ITextBlock
{
    private bool _isAtStart;
    private bool _dropsBreak;
    private bool _isEndAgain;
    private bool _isUnclosed;
    private TextBlockContext _context;

    /// <summary>The tag that begins reasoning; not empty.</summary>
    public string OpeningTag { get; init; } = "<think>";

    /// <summary>The tag that ends reasoning; not empty.</summary>
    public string ClosingTag { get; init; } = "</think>";

    /// <summary>
    /// Whether a call inside of reasoning ends it, for models that forget the closing tag before a call. Default: false, the call is a part of
    /// the reasoning.
    /// </summary>
    public bool EndsAtCalls { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => startsOpen
        ? [new("", OnlyAtStart: true), new(OpeningTag), new(ClosingTag)]
        : [new(OpeningTag), new(ClosingTag)];

    /// <inheritdoc/>
    public bool HoldsCalls => false;

    /// <inheritdoc/>
    public bool YieldsToCalls => EndsAtCalls;

    /// <inheritdoc/>
    public int LineBreaksAfter => 2;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _isAtStart = context.Tag.Length == 0;
        _isEndAgain = context.Tag == ClosingTag;
        _dropsBreak = !context.KeepsWhiteSpace;
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (_isEndAgain)
        {
            // Dropped where it stands once more, or ends reasoning that a call has ended already; anywhere else it is text.
            var isDropped = _context.FollowsItself || _isUnclosed;
            _isUnclosed = false;
            return isDropped ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();
        }

        output.Commit();
        if (Beginning(text, isEnd) is not { } start)
        {
            return TextBlockStep.More();
        }

        var rest = text[start..];
        var end = Tags.Find(rest, isEnd, ClosingTag);
        var isClosed = Tags.At(rest[end..], ClosingTag, isEnd) == true;
        var breaks = _context.KeepsWhiteSpace || (isEnd && !isClosed) ? 0 : LineBreaks.AtEnd(rest[..end], 1);
        breaks = breaks == 0 && end == rest.Length && !isEnd && !_context.KeepsWhiteSpace && rest.EndsWith('\r') ? 1 : breaks;
        output.AppendReasoning(rest[..(end - breaks)]);
        _isUnclosed = !isClosed;
        return isClosed ? TextBlockStep.Closed(start + end + ClosingTag.Length) : TextBlockStep.More(start + end - breaks);
    }

    /// <summary>Where the reasoning begins in the text: behind a tag that the prompt had already, and a line break. Null where that is not known.</summary>
    private int? Beginning(ReadOnlySpan<char> text, bool isEnd)
    {
        var start = 0;
        if (_isAtStart)
        {
            var isThere = Tags.Pass(text, ref start, OpeningTag, isEnd);
            if (isThere is null)
            {
                return null;
            }

            _isAtStart = false;
        }

        if (_dropsBreak)
        {
            if (LineBreaks.AtStart(text[start..], isEnd) is not { } length)
            {
                // The tag is passed: it must not be looked for again.
                _isAtStart = start > 0;
                return null;
            }

            _dropsBreak = false;
            start += length;
        }

        return start;
    }
}
