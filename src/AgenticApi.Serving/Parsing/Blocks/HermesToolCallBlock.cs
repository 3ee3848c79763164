using System.Buffers;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads calls that are JSON between two tags, as Hermes and Qwen write them:
/// <c>&lt;tool_call&gt;{"name": …, "arguments": {…}}&lt;/tool_call&gt;</c>. Between two tags may be several calls, in a list or one after
/// the other. A complete call needs no closing tag. A tag inside a JSON string is part of the string.
/// </summary>
/// <remarks>
/// See <see cref="JsonCallReader"/> for the form of the calls, and <see cref="JsonRelay"/> for corrections of their arguments. Not safe for
/// use by several threads at once.
/// </remarks>
public sealed class HermesToolCallBlock : ITextBlock
{
    private static readonly SearchValues<char> BetweenCalls = SearchValues.Create(" \t\r\n}],;");

    private JsonCallReader _call = new(ToolSchemas.Empty);
    private TextBlockContext _context;
    private Stage _stage;
    private bool _isRepeated;
    private int _at;

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Start,
        FirstCall,
        Call,
        Broken,
        Next,
    }

    /// <summary>Gets the tag before calls. The default is <c>&lt;tool_call&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string OpeningTag { get; init => field = Tags.NotEmpty(value); } = "<tool_call>";

    /// <summary>Gets the tag after calls. The default is <c>&lt;/tool_call&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string ClosingTag { get; init => field = Tags.NotEmpty(value); } = "</tool_call>";

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => [new(OpeningTag), new(ClosingTag)];

    /// <inheritdoc/>
    public int LineBreaksBefore => 2;

    /// <inheritdoc/>
    public int LineBreaksAfter => 1;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _call = new JsonCallReader(context.Tools);
        (_stage, _isRepeated, _at) = (Stage.Start, false, 0);
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (_context.Tag == ClosingTag)
        {
            return _context.FollowsItself ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();
        }

        return _stage switch
        {
            Stage.Start => ReadStart(text, isEnd),
            Stage.FirstCall or Stage.Call => ReadCall(text, isEnd, output),
            Stage.Broken => CallSteps.ReadBroken(text, isEnd, OpeningTag, ClosingTag, output),
            _ => ReadNext(text, isEnd),
        };
    }

    private TextBlockStep ReadStart(ReadOnlySpan<char> text, bool isEnd)
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == '['))
        {
            _at++;
        }

        if (_at == text.Length)
        {
            return TextBlockStep.More();
        }

        if (text[_at] == '{')
        {
            _stage = Stage.FirstCall;
            _call.Begin();
            return TextBlockStep.Again();
        }

        var isAgain = _isRepeated ? false : Tags.At(text[_at..], OpeningTag, isEnd);
        if (isAgain != true)
        {
            return isAgain is null ? TextBlockStep.More() : TextBlockStep.Rejected();
        }

        // Some models write the tag twice.
        _isRepeated = true;
        _at += OpeningTag.Length;
        return TextBlockStep.Again();
    }

    private TextBlockStep ReadCall(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _at + _call.Read(text[_at..], isEnd, output);
        if (_call.IsWhole)
        {
            (_stage, _at) = (Stage.Next, 0);
            return TextBlockStep.More(taken);
        }

        if (!_call.HasBegun)
        {
            return _call.IsBroken ? NoCall() : isEnd ? CallSteps.CutOff("", text.Length, output, text[_at..]) : TextBlockStep.More();
        }

        _at = 0;
        if (!_call.IsBroken)
        {
            return TextBlockStep.More(taken);
        }

        _stage = Stage.Broken;
        return TextBlockStep.Again(taken);
    }

    /// <summary>
    /// Returns the step for text that is not a call. Before the first call, the block is rejected; after a call, the block ends before the
    /// text.
    /// </summary>
    private TextBlockStep NoCall() => _stage == Stage.FirstCall ? TextBlockStep.Rejected() : TextBlockStep.Closed(0);

    /// <summary>Reads the text after a call: another call, the closing tag, or text; then the block ends with the call.</summary>
    private TextBlockStep ReadNext(ReadOnlySpan<char> text, bool isEnd)
    {
        // Extra closing brackets belong to the call.
        var at = text.IndexOfAnyExcept(BetweenCalls);
        at = at < 0 ? text.Length : at;
        var rest = text[at..];
        if (at > Tags.LongestGap)
        {
            return TextBlockStep.Closed(0);
        }

        if (rest.StartsWith('{'))
        {
            (_stage, _at) = (Stage.Call, 0);
            _call.Begin();
            return TextBlockStep.More(at);
        }

        return rest.IsEmpty || ClosingTag.AsSpan().StartsWith(rest)
            ? isEnd || rest.Length == ClosingTag.Length ? TextBlockStep.Closed(text.Length) : TextBlockStep.More()
            : TextBlockStep.Closed(rest.StartsWith(ClosingTag) ? at + ClosingTag.Length : 0);
    }
}
