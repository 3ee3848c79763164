using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads reasoning between two tags, <c>&lt;think&gt;</c> and <c>&lt;/think&gt;</c> by default, and writes it while it comes. Without a
/// closing tag, the reasoning extends to the end of the text. One line break after the opening tag, one before the closing tag and two
/// after it belong to the format.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
/// <param name="startsOpen">
/// Whether the prompt ends with the opening tag, so that the text of the model begins with reasoning. The model may still write the opening
/// tag.
/// </param>
public sealed class ThinkBlock(bool startsOpen = false) : ITextBlock
{
    private bool _isAtStart;
    private bool _dropsBreak;
    private bool _isClosingTag;
    private bool _isUnclosed;
    private TextBlockContext _context;

    /// <summary>Gets the tag before reasoning. The default is <c>&lt;think&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string OpeningTag { get; init => field = Tags.NotEmpty(value); } = "<think>";

    /// <summary>Gets the tag after reasoning. The default is <c>&lt;/think&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string ClosingTag { get; init => field = Tags.NotEmpty(value); } = "</think>";

    /// <summary>
    /// Gets whether a call inside reasoning ends the reasoning, for models that forget the closing tag before a call. The default is false:
    /// the call is part of the reasoning.
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
        _isClosingTag = context.Tag == ClosingTag;
        _dropsBreak = !context.KeepsWhiteSpace;
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (_isClosingTag)
        {
            // The tag is dropped if it repeats the end of the last block, or if a call has ended the reasoning before. Otherwise it is
            // text.
            var isDropped = _context.FollowsItself || _isUnclosed;
            _isUnclosed = false;
            return isDropped ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();
        }

        output.Commit();
        if (FindStart(text, isEnd) is not { } start)
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

    /// <summary>
    /// Returns the index at which the reasoning begins: after the opening tag, if the model repeats that of the prompt, and after a line
    /// break. Null if more text is needed to decide.
    /// </summary>
    private int? FindStart(ReadOnlySpan<char> text, bool isEnd)
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
                // Nothing was consumed, so the next call must skip the tag again.
                _isAtStart = start > 0;
                return null;
            }

            _dropsBreak = false;
            start += length;
        }

        return start;
    }
}
