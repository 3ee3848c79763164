using System.Buffers;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads calls in a section, as DeepSeek and Kimi write them. Each call is its name, a tag and its arguments as JSON. If the word
/// <c>function</c> is in place of the name, the name is in the line after the tag. The arguments may be in a Markdown code fence. A call
/// without a section is read too, and a call with complete arguments needs no end tag. A tag inside a JSON string is part of the string.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class SectionToolCallBlock : ITextBlock
{
    private const int LongestName = 256;

    private static readonly SearchValues<char> BetweenCalls = SearchValues.Create(" \t\r\n}],;`");
    private static readonly SearchValues<char> NotInName = SearchValues.Create(" \t\r\n<");
    private static readonly SearchValues<char> AfterName = SearchValues.Create("\r\n{`<");

    private readonly SectionToolCallTags _tags;
    private readonly TextBlockOpening[] _openings;

    // The tags that end a call, even a broken one.
    private readonly string[] _ends;
    private readonly CallArguments _arguments = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private TextBlockContext _context;
    private Stage _stage;
    private bool _isSection;
    private bool _isRepeated;

    // Whether the last block ended without its closing tags. They may follow later, after other text.
    private bool _isUnclosed;

    /// <summary>Creates a block.</summary>
    /// <param name="tags">The tags of the format.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tags"/> is null.</exception>
    public SectionToolCallBlock(SectionToolCallTags tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        _tags = tags;
        _ends = [tags.CallEnd, tags.Call, .. tags.Closings];
        _openings = [.. tags.Openings.Concat(_ends).Select(tag => new TextBlockOpening(tag))];
    }

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Section,
        Header,
        Line,
        Arguments,
        Broken,
        Next,
    }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => _openings;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _isSection = _tags.Openings.Contains(context.Tag);
        _isRepeated = false;
        _stage = _isSection ? Stage.Section : Stage.Header;
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (!_isSection && _context.Tag != _tags.Call)
        {
            var isDropped = _context.FollowsItself || _isUnclosed;
            _isUnclosed = _isUnclosed && _context.Tag == _tags.CallEnd;
            return isDropped ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();
        }

        return _stage switch
        {
            Stage.Section => ReadSection(text, isEnd, output),
            Stage.Header => ReadHeader(text, isEnd, output),
            Stage.Line => ReadLine(text, isEnd, output),
            Stage.Arguments => ReadArguments(text, isEnd, output),
            Stage.Broken => ReadBroken(text, isEnd, output),
            _ => ReadNext(text, isEnd),
        };
    }

    /// <summary>Reads the text after the opening tag of a section: a call, or the closing tag of an empty section.</summary>
    private TextBlockStep ReadSection(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isCall = Tags.Pass(text, ref at, _tags.Call, isEnd);
        if (isCall == true)
        {
            return Go(Stage.Header, at);
        }

        var isOpen = isCall is null;
        foreach (var tag in _tags.Closings)
        {
            var isClosing = Tags.Pass(text, ref at, tag, isEnd);
            if (isClosing == true)
            {
                output.Commit();
                return TextBlockStep.Closed(at);
            }

            isOpen = isOpen || isClosing is null;
        }

        var isAgain = _isRepeated ? false : Tags.Pass(text, ref at, _context.Tag, isEnd);
        if (isAgain == true)
        {
            // Some models write the tag twice.
            _isRepeated = true;
            return Go(Stage.Section, at);
        }

        return isOpen || isAgain is null ? TextBlockStep.More()
            : isEnd && IsBegun(text.Trim()) ? CallSteps.CutOff("", text.Length, output)
            : TextBlockStep.Rejected();
    }

    private TextBlockStep ReadHeader(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var end = text[..Math.Min(text.Length, LongestName + _tags.Arguments.Length)].IndexOf(_tags.Arguments);
        var header = text[..(end < 0 ? text.Length - Tags.Begun(text, _tags.Arguments) : end)].Trim();
        if (header.Length > LongestName || header.ContainsAny(NotInName) || (end >= 0 && header.IsEmpty))
        {
            return NoCall(output);
        }

        if (end < 0)
        {
            // A text may mention the tag. After a mention, a space is likely.
            return !isEnd ? text.Length - header.Length > LongestName + Tags.LongestGap ? NoCall(output) : TextBlockStep.More()
                : _isSection || output.HasBegun || !text.StartsWith(' ') ? CallSteps.CutOff("", text.Length, output)
                : NoCall(output);
        }

        var next = end + _tags.Arguments.Length;
        if (header is "function" && !_tags.HasIds)
        {
            return Go(Stage.Line, next);
        }

        Begin(header.ToString(), output);
        return Go(Stage.Arguments, next);
    }

    /// <summary>Reads the name in the line after the tag.</summary>
    private TextBlockStep ReadLine(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var start = text.Length - rest.Length;
        var length = rest[..Math.Min(rest.Length, LongestName)].IndexOfAny(AfterName);
        if (length < 0 || start > Tags.LongestGap)
        {
            return start > Tags.LongestGap || rest.Length >= LongestName ? NoCall(output)
                : isEnd ? CallSteps.CutOff("", text.Length, output)
                : TextBlockStep.More();
        }

        // The name of the tool may be "function".
        var name = rest[..length].Trim();
        Begin(name.IsEmpty ? "function" : name.ToString(), output);
        return Go(Stage.Arguments, start + length);
    }

    /// <summary>Begins a call with a name, or with an id that contains the name. An id that an earlier call has is not used.</summary>
    private void Begin(string header, TextBlockOutput output)
    {
        var colon = _tags.HasIds ? header.LastIndexOf(':') : -1;
        var hasId = colon > 0 && colon < header.Length - 1 && !header.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9');
        var name = hasId ? header[..colon] : header;
        name = _tags.HasIds && !_context.Tools.Has(name) && name.Length > FunctionName.Namespace.Length ? FunctionName.WithoutNamespace(name) : name;
        _arguments.Begin(_context.Tools.Parameters(name));
        output.BeginCall(name, hasId && _ids.Add(header) ? header : null);
    }

    private TextBlockStep ReadArguments(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _arguments.Read(text, isEnd, output);
        if (_arguments.IsWhole)
        {
            output.EndCall(CallEnding.Whole);
            return Go(Stage.Next, taken);
        }

        if (_arguments.IsBroken)
        {
            return Go(Stage.Broken, taken);
        }

        var rest = text[taken..];
        if (_arguments.HasBegun || rest.IsEmpty)
        {
            return TextBlockStep.More(taken);
        }

        if (StartsWithAny(rest, [_tags.CallEnd, .. _tags.Closings]))
        {
            output.Arguments.Append("{}");
            output.EndCall(CallEnding.Whole);
            return Go(Stage.Next, taken);
        }

        return !IsBegun(rest) ? Go(Stage.Broken, taken) : isEnd ? TextBlockStep.Closed(text.Length) : TextBlockStep.More(taken);
    }

    /// <summary>Reads the rest of a broken call, up to the next tag. It is kept in the arguments of the call.</summary>
    private TextBlockStep ReadBroken(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, _ends);
        output.Arguments.Append(text[..end]);
        if (!isEnd && !StartsWithAny(text[end..], _ends))
        {
            return TextBlockStep.More(end);
        }

        output.EndCall(CallEnding.Broken);
        return Go(Stage.Next, end);
    }

    /// <summary>Reads the text after a call: its end tag, another call, the end of the section, or text; then the block ends.</summary>
    private TextBlockStep ReadNext(ReadOnlySpan<char> text, bool isEnd)
    {
        // Extra closing brackets belong to the call.
        var at = text.IndexOfAnyExcept(BetweenCalls);
        at = at < 0 ? text.Length : at;
        var rest = text[at..];
        if (at > Tags.LongestGap)
        {
            return Leave();
        }

        if (rest.StartsWith(_tags.CallEnd))
        {
            return TextBlockStep.More(at + _tags.CallEnd.Length);
        }

        if (rest.StartsWith(_tags.Call))
        {
            return Go(Stage.Header, at + _tags.Call.Length);
        }

        foreach (var tag in _tags.Closings)
        {
            if (rest.StartsWith(tag))
            {
                _isUnclosed = false;
                return TextBlockStep.Closed(at + tag.Length);
            }
        }

        return rest.IsEmpty || IsBegun(rest) ? isEnd ? TextBlockStep.Closed(text.Length) : TextBlockStep.More()
            : StartsWithAny(rest, _tags.Openings) ? TextBlockStep.Closed(at)
            : Leave();
    }

    /// <summary>Ends the block without its closing tags.</summary>
    private TextBlockStep Leave()
    {
        _isUnclosed = true;
        return TextBlockStep.Closed(0);
    }

    /// <summary>
    /// Returns the step for text that is not a call. Before the first call, the block is rejected; after a call, the block ends before the
    /// text.
    /// </summary>
    private TextBlockStep NoCall(TextBlockOutput output) => output.HasBegun ? Leave() : TextBlockStep.Rejected();

    private static bool StartsWithAny(ReadOnlySpan<char> text, IEnumerable<string> tags)
    {
        foreach (var tag in tags)
        {
            if (text.StartsWith(tag))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns whether the whole text is an incomplete tag.</summary>
    private bool IsBegun(ReadOnlySpan<char> text)
    {
        foreach (var (tag, _) in _openings)
        {
            if (text.Length < tag.Length && tag.AsSpan().StartsWith(text))
            {
                return true;
            }
        }

        return false;
    }

    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
