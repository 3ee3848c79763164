using System.Buffers;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads calls that are JSON without a closing tag, as Llama 3 writes them: <c>{"name": …, "parameters": {…}}</c> as the whole answer, or
/// after a tag. There may be several calls, separated by semicolons or in a list.
/// </summary>
/// <remarks>
/// <para>
/// JSON without a tag is a call only if it has a name and arguments, no other member before the arguments, and, if the tools are known, the
/// name of a tool. All other JSON is text. See <see cref="JsonCallReader"/>.
/// </para>
/// <para>Not safe for use by several threads at once.</para>
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

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Start,
        Call,
        Broken,
        Next,
    }

    /// <summary>Gets the tag before calls. The default is <c>&lt;|python_tag|&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string OpeningTag { get; init => field = Tags.NotEmpty(value); } = "<|python_tag|>";

    /// <summary>
    /// Gets whether only JSON after the tag is read as calls. The default is false: JSON at the beginning of the answer may be calls, too.
    /// </summary>
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
        Stage.Broken => CallSteps.ReadBroken(text, isEnd, OpeningTag, output),
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
            return _call.IsBroken || (isEnd && IsBare && !output.HasBegun) ? CallSteps.NoCall(output)
                : isEnd ? CallSteps.CutOff("", text.Length, output, text[_at..])
                : TextBlockStep.More();
        }

        _at = 0;
        _stage = _call.IsWhole ? Stage.Next : _call.IsBroken ? Stage.Broken : Stage.Call;
        return _stage == Stage.Call ? TextBlockStep.More(taken) : TextBlockStep.Again(taken);
    }

    /// <summary>Reads the text after a call: another call, or text; then the block ends.</summary>
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
            // Brackets and commas of a list belong to the block, but not the white space after them.
            return TextBlockStep.Closed(text[..at].LastIndexOfAny("],;") + 1);
        }

        (_stage, _at) = (Stage.Call, 0);
        _call.Begin();
        return TextBlockStep.More(at);
    }
}
