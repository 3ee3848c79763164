using System.Buffers;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads the Harmony format of gpt-oss, in which the whole text consists of messages. A message in the channel <c>analysis</c> is
/// reasoning, a message with a recipient is a call, and any other message is text. The recipient may be before or after the channel. Text
/// outside of messages, and messages with missing tags, are kept; text without any tag is text.
/// </summary>
/// <remarks>
/// If the model may not call tools, the recipient is ignored, and only the channel decides. Not safe for use by several threads at once.
/// </remarks>
public sealed class HarmonyBlock : ITextBlock
{
    private const int LongestWord = 256;

    private static readonly TextBlockOpening[] AllOpenings = [new("", OnlyAtStart: true), new(HarmonyHeader.Start), new(HarmonyHeader.Channel)];
    private static readonly SearchValues<char> AfterWord = SearchValues.Create(" \t\r\n<");

    private readonly HarmonyHeader _header = new();
    private readonly CallArguments _arguments = new();
    private TextBlockContext _context;
    private Stage _stage;
    private bool _isReasoning;
    private bool _hasMessage;
    private bool _isAfterCall;

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Between,
        Header,
        Content,
        Arguments,
        Broken,
    }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => AllOpenings;

    /// <inheritdoc/>
    public bool HoldsCalls => false;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _header.Begin();
        _stage = context.Tag.Length == 0 ? Stage.Between : Stage.Header;
        if (_stage == Stage.Header)
        {
            _header.AddTag(context.Tag);
        }

        (_isReasoning, _hasMessage, _isAfterCall) = (false, false, false);
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        output.Commit();
        return _stage switch
        {
            Stage.Between => ReadBetween(text, isEnd, output),
            Stage.Header => ReadHeader(text, isEnd, output),
            Stage.Content => ReadContent(text, isEnd, output),
            Stage.Arguments => ReadArguments(text, isEnd, output),
            _ => ReadBroken(text, isEnd, output),
        };
    }

    /// <summary>Reads the text before a header. It is usually empty; otherwise it is text without a header.</summary>
    private TextBlockStep ReadBetween(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = text.IndexOfAnyExcept(_isAfterCall ? " \t\r\n}]" : " \t\r\n");
        at = at < 0 ? text.Length : at;
        var rest = text[at..];
        if (at > Tags.LongestGap)
        {
            return BeginContent(isReasoning: false, 0);
        }

        if (rest.IsEmpty)
        {
            output.AppendText(isEnd && !_hasMessage ? text : default);
            return isEnd ? TextBlockStep.Closed(text.Length) : TextBlockStep.More();
        }

        if (Tag(rest, isEnd, out var mayBeTag) is { } tag)
        {
            _header.Begin();
            _isAfterCall = false;
            return tag == HarmonyHeader.Message ? BeginContent(isReasoning: false, at + tag.Length) : BeginHeader(tag, at);
        }

        var isHeader = IsHeader(rest, isEnd);
        if (isHeader == true)
        {
            _header.Begin();
            return Go(Stage.Header, at);
        }

        return !mayBeTag && isHeader is not null ? BeginContent(isReasoning: false, 0)
            : isEnd ? TextBlockStep.Closed(text.Length)
            : TextBlockStep.More();
    }

    private TextBlockStep BeginHeader(string tag, int at)
    {
        if (HarmonyHeader.Ends.Contains(tag))
        {
            // The end tag repeats, or it is that of a call that ended with its arguments.
            _hasMessage = true;
            return Go(Stage.Between, at + tag.Length);
        }

        _header.AddTag(tag);
        return Go(Stage.Header, at + tag.Length);
    }

    /// <summary>
    /// Returns whether a header without its first tag follows. The prompt may end with this tag, or the model may forget it. Null if more
    /// text is needed to decide.
    /// </summary>
    private static bool? IsHeader(ReadOnlySpan<char> text, bool isEnd)
    {
        var isRecipient = Tags.At(text, HarmonyHeader.To, isEnd);
        var isRole = Tags.At(text, HarmonyHeader.Assistant, isEnd);
        if (isRole != true)
        {
            return isRecipient == true ? true : isRecipient is null || isRole is null ? null : false;
        }

        bool? isHeader = false;
        foreach (var next in (ReadOnlySpan<string>)[HarmonyHeader.Channel, HarmonyHeader.Message, HarmonyHeader.To])
        {
            var at = HarmonyHeader.Assistant.Length;
            var isNext = Tags.Pass(text, ref at, next, isEnd);
            isHeader = isHeader == true || isNext == true ? true : isNext is null ? null : isHeader;
        }

        return isHeader;
    }

    private TextBlockStep ReadHeader(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var gap = text.Length - rest.Length;
        if (rest.IsEmpty)
        {
            return isEnd ? EndHeader(HarmonyHeader.End, text.Length, output) : TextBlockStep.More();
        }

        if (Tag(rest, isEnd, out var mayBeTag) is { } tag)
        {
            return PassTag(tag, gap + tag.Length, output);
        }

        var part = rest[..Math.Min(rest.Length, LongestWord)];
        var length = part[1..].IndexOfAny(AfterWord) + 1;
        if (mayBeTag || (length == 0 && part.Length < LongestWord))
        {
            return !isEnd ? TextBlockStep.More() : CutHeader(rest, text.Length, output);
        }

        length = length == 0 ? part.Length : length;
        _header.AddWord(rest[..length], text[..gap]);
        if (_context.AllowsCalls && !output.IsCallOpen && _header.Function is { } function)
        {
            _arguments.Begin(_context.Tools.Parameters(function));
            output.BeginCall(function);
        }

        return TextBlockStep.More(gap + length);
    }

    private TextBlockStep PassTag(string tag, int taken, TextBlockOutput output)
    {
        if (tag == HarmonyHeader.Message)
        {
            return output.IsCallOpen ? Go(Stage.Arguments, taken) : BeginContent(_header.IsReasoning, taken);
        }

        if (tag is HarmonyHeader.Channel or HarmonyHeader.Constraint)
        {
            _header.AddTag(tag);
            return TextBlockStep.More(taken);
        }

        return EndHeader(tag, taken, output);
    }

    /// <summary>Ends a header without a message. Other text in the header is kept as reasoning or text.</summary>
    private TextBlockStep EndHeader(string tag, int taken, TextBlockOutput output)
    {
        if (output.IsCallOpen)
        {
            output.EndCall(CallEnding.CutOff);
        }
        else if (_header.IsReasoning)
        {
            output.AppendReasoning(_header.Rest);
        }
        else
        {
            output.AppendText(_header.Rest);
        }

        _header.Begin();
        _hasMessage = true;
        return Go(tag == HarmonyHeader.Start ? Stage.Header : Stage.Between, taken);
    }

    /// <summary>
    /// Ends a header in which the model stopped in the middle of a word. If the word is a recipient, it is a call that was cut off.
    /// </summary>
    private TextBlockStep CutHeader(ReadOnlySpan<char> word, int taken, TextBlockOutput output)
    {
        if (_context.AllowsCalls && !output.IsCallOpen && word.StartsWith(HarmonyHeader.To))
        {
            output.BeginCall("");
        }

        return EndHeader(HarmonyHeader.End, taken, output);
    }

    private TextBlockStep BeginContent(bool isReasoning, int taken)
    {
        _isReasoning = isReasoning;
        _isAfterCall = false;
        return Go(Stage.Content, taken);
    }

    private TextBlockStep ReadContent(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, HarmonyHeader.Start, HarmonyHeader.Channel, HarmonyHeader.End, HarmonyHeader.Call, HarmonyHeader.Return);
        Append(text[..end], output);
        var rest = text[end..];
        if (rest.IsEmpty || Tag(rest, isEnd, out _) is not { } tag)
        {
            return TextBlockStep.More(end);
        }

        _hasMessage = true;
        if (HarmonyHeader.Ends.Contains(tag))
        {
            return Go(Stage.Between, end + tag.Length);
        }

        // If a header follows, the end tag is missing. Otherwise the tag is part of the text.
        var next = rest[tag.Length..];
        var isHeader = tag == HarmonyHeader.Start ? HarmonyHeader.IsRole(next, isEnd) : HarmonyHeader.IsChannel(next, isEnd);
        if (isHeader == false)
        {
            Append(tag, output);
        }

        return isHeader is null ? TextBlockStep.More(end) : isHeader == true ? Go(Stage.Between, end) : TextBlockStep.Again(end + tag.Length);
    }

    private void Append(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        if (_isReasoning)
        {
            output.AppendReasoning(text);
        }
        else
        {
            output.AppendText(text);
        }
    }

    private TextBlockStep ReadArguments(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _arguments.Read(text, isEnd, output);
        if (_arguments.IsWhole)
        {
            return EndCall(CallEnding.Whole, taken, output);
        }

        var rest = text[taken..];
        if (_arguments.IsBroken || _arguments.HasBegun || rest.IsEmpty)
        {
            return _arguments.IsBroken ? Go(Stage.Broken, taken) : TextBlockStep.More(taken);
        }

        var tag = Tag(rest, isEnd, out var mayBeTag);
        if (tag is null && mayBeTag)
        {
            return isEnd ? TextBlockStep.Closed(text.Length) : TextBlockStep.More(taken);
        }

        if (tag is null || !HarmonyHeader.Ends.Contains(tag))
        {
            return Go(Stage.Broken, taken);
        }

        output.Arguments.Append("{}");
        return EndCall(CallEnding.Whole, taken, output);
    }

    /// <summary>Reads the rest of a broken call, up to the end of the message. It is kept in the arguments of the call.</summary>
    private TextBlockStep ReadBroken(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, HarmonyHeader.Start, HarmonyHeader.End, HarmonyHeader.Call, HarmonyHeader.Return);
        output.Arguments.Append(text[..end]);
        return isEnd || (end < text.Length && Tag(text[end..], isEnd, out _) is not null)
            ? EndCall(CallEnding.Broken, end, output)
            : TextBlockStep.More(end);
    }

    private TextBlockStep EndCall(CallEnding ending, int taken, TextBlockOutput output)
    {
        output.EndCall(ending);
        _isAfterCall = true;
        _hasMessage = true;
        return Go(Stage.Between, taken);
    }

    /// <summary>Returns the tag at the start of a text; null if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEnd">Whether the text ends here. A single character at the end is not treated as an incomplete tag.</param>
    /// <param name="mayBeTag">Whether the whole text is an incomplete tag.</param>
    private static string? Tag(ReadOnlySpan<char> text, bool isEnd, out bool mayBeTag)
    {
        mayBeTag = false;
        foreach (var tag in HarmonyHeader.All)
        {
            var isTag = Tags.At(text, tag, isEnd: false);
            if (isTag == true)
            {
                return tag;
            }

            mayBeTag = mayBeTag || (isTag is null && (!isEnd || text.Length > 1));
        }

        return null;
    }

    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
