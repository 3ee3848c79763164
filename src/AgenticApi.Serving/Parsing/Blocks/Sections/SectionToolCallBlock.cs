using System.Buffers;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Calls in a section, each as its name, a tag and its arguments as JSON, as DeepSeek and Kimi write them. Where the word <c>function</c> stands
/// in the place of the name, the name is the line behind the tag. The arguments may stand in a Markdown fence. A call needs no section around
/// it, and one whose arguments are whole needs no end tag. A tag inside of a JSON string is part of that.
/// </summary>
public sealed class SectionToolCallBlock : ITextBlock
{
    private const int LongestName = 256;

    private static readonly SearchValues<char> BetweenCalls = SearchValues.Create(" \t\r\n}],;`");
    private static readonly SearchValues<char> NoName = SearchValues.Create(" \t\r\n<");
    private static readonly SearchValues<char> BehindName = SearchValues.Create("\r\n{`<");

    private readonly SectionToolCallTags _tags;
    private readonly TextBlockOpening[] _openings;

    // The tags that end a call, or what is left of it.
    private readonly string[] _ends;
    private readonly CallArguments _arguments = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private TextBlockContext _context;
    private Stage _stage;
    private bool _isSection;
    private bool _isRepeated;

    // The last block was left without its end tags: they may follow, with text before them.
    private bool _isUnclosed;

    /// <summary>Creates one.</summary>
    /// <param name="tags">The format's tags.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tags"/> is null.</exception>
    public SectionToolCallBlock(SectionToolCallTags tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        _tags = tags;
        _ends = [tags.CallEnd, tags.Call, .. tags.Closings];
        _openings = [.. tags.Openings.Concat(_ends).Select(tag => new TextBlockOpening(tag))];
    }

    /// <summary>What is due next.</summary>
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
            var isOurs = _context.FollowsItself || _isUnclosed;
            _isUnclosed = _isUnclosed && _context.Tag == _tags.CallEnd;
            return isOurs ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();
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

    /// <summary>Reads what stands behind the tag of a section: a call, or the end tag where the model calls nothing.</summary>
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
            var isThere = Tags.Pass(text, ref at, tag, isEnd);
            if (isThere == true)
            {
                output.Commit();
                return TextBlockStep.Closed(at);
            }

            isOpen = isOpen || isThere is null;
        }

        var isAgain = _isRepeated ? false : Tags.Pass(text, ref at, _context.Tag, isEnd);
        if (isAgain == true)
        {
            // The model wrote the tag twice.
            _isRepeated = true;
            return Go(Stage.Section, at);
        }

        return isOpen || isAgain is null ? TextBlockStep.More()
            : isEnd && IsBegun(text.Trim()) ? Cut(text, output)
            : TextBlockStep.Rejected();
    }

    private TextBlockStep ReadHeader(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var end = text[..Math.Min(text.Length, LongestName + _tags.Arguments.Length)].IndexOf(_tags.Arguments);
        var header = text[..(end < 0 ? text.Length - Tags.Begun(text, _tags.Arguments) : end)].Trim();
        if (header.Length > LongestName || header.ContainsAny(NoName) || (end >= 0 && header.IsEmpty))
        {
            return NoCall(output);
        }

        if (end < 0)
        {
            // A tag alone may be mentioned in a text.
            return !isEnd ? text.Length - header.Length > LongestName + Tags.LongestGap ? NoCall(output) : TextBlockStep.More()
                : _isSection || output.HasBegun || !text.StartsWith(' ') ? Cut(text, output)
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

    /// <summary>Reads the name behind the tag.</summary>
    private TextBlockStep ReadLine(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var start = text.Length - rest.Length;
        var length = rest[..Math.Min(rest.Length, LongestName)].IndexOfAny(BehindName);
        if (length < 0 || start > Tags.LongestGap)
        {
            return start > Tags.LongestGap || rest.Length >= LongestName ? NoCall(output) : isEnd ? Cut(text, output) : TextBlockStep.More();
        }

        // A tool may be called function.
        var name = rest[..length].Trim();
        Begin(name.IsEmpty ? "function" : name.ToString(), output);
        return Go(Stage.Arguments, start + length);
    }

    /// <summary>Begins a call by its name, or by an id that holds the name. An id that was given before is no id.</summary>
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

    /// <summary>Keeps what follows a call that is broken in its arguments, up to the next tag.</summary>
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

    /// <summary>Reads what stands behind a call: its end tag, another one, the end of the section, or none of them, where the block ends.</summary>
    private TextBlockStep ReadNext(ReadOnlySpan<char> text, bool isEnd)
    {
        // Closing brackets too many belong to the call.
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

    private TextBlockStep Leave()
    {
        _isUnclosed = true;
        return TextBlockStep.Closed(0);
    }

    /// <summary>No call: the first is text with its tag; what stands behind a call is text without one.</summary>
    private TextBlockStep NoCall(TextBlockOutput output) => output.HasBegun ? Leave() : TextBlockStep.Rejected();

    /// <summary>The model stopped before it had written the name: its tag does not become text.</summary>
    private static TextBlockStep Cut(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        output.BeginCall("");
        output.EndCall(CallEnding.CutOff);
        return TextBlockStep.Closed(text.Length);
    }

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

    /// <summary>Whether the text is the beginning of a tag, and no more.</summary>
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
