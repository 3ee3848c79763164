using System.Buffers;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Calls as JSON between two tags, as Hermes and Qwen write them: <c>&lt;tool_call&gt;{"name": …, "arguments": {…}}&lt;/tool_call&gt;</c>. A
/// tag may hold several calls, in a list or one after the other; a call that is whole needs no end tag. A tag inside of a JSON string is
/// part of that.
/// </summary>
/// <remarks>See <see cref="JsonCallReader"/> for the calls, and <see cref="JsonRelay"/> for what is made of their arguments.</remarks>
public sealed class HermesToolCallBlock : ITextBlock
{
    private static readonly SearchValues<char> BetweenCalls = SearchValues.Create(" \t\r\n}],;");

    private JsonCallReader _call = new(ToolSchemas.Empty);
    private TextBlockContext _context;
    private Stage _stage;
    private bool _isRepeated;
    private int _at;

    /// <summary>What is due next.</summary>
    private enum Stage
    {
        Start,
        FirstCall,
        Call,
        Broken,
        Next,
    }

    /// <summary>The tag that begins calls; not empty.</summary>
    public string OpeningTag { get; init; } = "<tool_call>";

    /// <summary>The tag that ends calls; not empty.</summary>
    public string ClosingTag { get; init; } = "</tool_call>";

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
            Stage.Broken => CallTail.ReadBroken(text, isEnd, OpeningTag, ClosingTag, output),
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

        // The model wrote the tag twice.
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
            return _call.IsBroken ? NoCall() : isEnd ? Cut(text, output) : TextBlockStep.More();
        }

        _at = 0;
        if (!_call.IsBroken)
        {
            return TextBlockStep.More(taken);
        }

        _stage = Stage.Broken;
        return TextBlockStep.Again(taken);
    }

    /// <summary>No call: the first is text with its tag; what stands behind a call is text without one.</summary>
    private TextBlockStep NoCall() => _stage == Stage.FirstCall ? TextBlockStep.Rejected() : TextBlockStep.Closed(0);

    /// <summary>The model stopped before it wrote the name. What it wrote stays with the call, so that its tag does not become text.</summary>
    private TextBlockStep Cut(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        output.BeginCall("");
        output.Arguments.Append(text[_at..]);
        output.EndCall(CallEnding.CutOff);
        return TextBlockStep.Closed(text.Length);
    }

    /// <summary>Reads what stands behind a call: another one, the end tag, or neither, where the block ends with the call.</summary>
    private TextBlockStep ReadNext(ReadOnlySpan<char> text, bool isEnd)
    {
        // Closing brackets too many belong to the call.
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
