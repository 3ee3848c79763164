using System.Buffers;

namespace AgenticApi.Serving;

/// <summary>
/// Calls as JSON that no tag ends, as Llama 3 writes them: <c>{"name": …, "parameters": {…}}</c> as all of the answer, or behind a tag; also
/// several, with a semicolon between two, or in a list.
/// </summary>
/// <remarks>
/// Without a tag, JSON is a call only where it has a name and arguments and nothing else before them, and where the name is that of a tool if
/// these are known. All other JSON is the answer. See <see cref="JsonCallReader"/>.
/// </remarks>
public sealed class JsonToolCallBlock : ITextBlock
{
    private const string Brace = "{";
    private const string Bracket = "[";

    private static readonly SearchValues<char> BetweenCalls = SearchValues.Create(" \t\r\n],;");

    private JsonCallReader _call = new(ToolSchemas.Empty);
    private TextBlockContext _context;
    private Stage _stage;
    private int _at;

    /// <summary>What is due next.</summary>
    private enum Stage
    {
        Start,
        Call,
        Broken,
        Next,
    }

    /// <summary>The tag that begins calls; not empty.</summary>
    public string OpeningTag { get; init; } = "<|python_tag|>";

    /// <summary>Whether calls stand behind the tag only. Default: false, JSON at the beginning of the answer may be calls too.</summary>
    public bool NeedsTag { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => NeedsTag
        ? [new(OpeningTag)]
        : [new(OpeningTag), new(Brace, OnlyAtStart: true), new(Bracket, OnlyAtStart: true)];

    private bool IsBare => _context.Tag is Brace or Bracket;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _call = new JsonCallReader(context.Tools, needsArguments: IsBare);
        _call.Begin(isOpen: context.Tag == Brace);
        (_stage, _at) = (context.Tag == Brace ? Stage.Call : Stage.Start, 0);
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output) => _stage switch
    {
        Stage.Start => ReadStart(text, isEnd),
        Stage.Call => ReadCall(text, isEnd, output),
        Stage.Broken => ReadBroken(text, isEnd, output),
        _ => ReadNext(text, isEnd),
    };

    private TextBlockStep ReadStart(ReadOnlySpan<char> text, bool isEnd)
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || (text[_at] == '[' && !IsBare)))
        {
            _at++;
        }

        if (_at == text.Length && _at <= Tags.LongestGap && !isEnd)
        {
            return TextBlockStep.More();
        }

        if (_at == text.Length || text[_at] != '{')
        {
            return TextBlockStep.Rejected();
        }

        _stage = Stage.Call;
        return TextBlockStep.Again();
    }

    private TextBlockStep ReadCall(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _at + _call.Read(text[_at..], isEnd, output);
        if (!_call.HasBegun)
        {
            return _call.IsBroken || (isEnd && IsBare && !output.HasBegun) ? NoCall(output) : isEnd ? Cut(text[_at..], text.Length, output) : TextBlockStep.More();
        }

        _at = 0;
        _stage = _call.IsWhole ? Stage.Next : _call.IsBroken ? Stage.Broken : Stage.Call;
        return _stage == Stage.Call ? TextBlockStep.More(taken) : TextBlockStep.Again(taken);
    }

    /// <summary>Reads a call that is broken: its end is not known, so that all that follows stays with it.</summary>
    private TextBlockStep ReadBroken(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, OpeningTag);
        output.Arguments.Append(text[..end]);
        if (isEnd || Tags.At(text[end..], OpeningTag, isEnd) == true)
        {
            output.EndCall(CallEnding.Broken);
            return TextBlockStep.Closed(end);
        }

        return TextBlockStep.More(end);
    }

    /// <summary>Reads what stands behind a call: another one, or what ends the block.</summary>
    private TextBlockStep ReadNext(ReadOnlySpan<char> text, bool isEnd)
    {
        var at = text.IndexOfAnyExcept(BetweenCalls);
        at = at < 0 ? text.Length : at;
        if (at > Tags.LongestGap)
        {
            return TextBlockStep.Closed(0);
        }

        if (at == text.Length)
        {
            return isEnd ? TextBlockStep.Closed(at) : TextBlockStep.More();
        }

        if (text[at] != '{')
        {
            // Brackets and commas of a list belong to it, and white space behind them does not.
            return TextBlockStep.Closed(text[..at].LastIndexOfAny("],;") + 1);
        }

        (_stage, _at) = (Stage.Call, 0);
        _call.Begin();
        return TextBlockStep.More(at);
    }

    /// <summary>No call: the first is text with its tag; what stands behind a call is text without one.</summary>
    private static TextBlockStep NoCall(TextBlockOutput output) => output.HasBegun ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();

    /// <summary>The model stopped before it wrote the name. What it wrote stays with the call, so that its tag does not become text.</summary>
    private static TextBlockStep Cut(ReadOnlySpan<char> text, int taken, TextBlockOutput output)
    {
        output.BeginCall("");
        output.Arguments.Append(text);
        output.EndCall(CallEnding.CutOff);
        return TextBlockStep.Closed(taken);
    }
}
