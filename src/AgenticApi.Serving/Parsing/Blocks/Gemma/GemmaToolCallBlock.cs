using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads calls as Gemma 4 writes them: <c>&lt;|tool_call&gt;call:name{key:&lt;|"|&gt;text&lt;|"|&gt;,other:1}&lt;tool_call|&gt;</c>. The
/// arguments are an object whose keys have no quotes, and whose strings are between tags and have no escapes. FunctionGemma uses the same
/// format with other tags.
/// </summary>
/// <remarks>
/// A complete object needs no closing tag. Keys and strings of JSON, in quotes, are read too. Not safe for use by several threads at once.
/// </remarks>
public sealed class GemmaToolCallBlock : ITextBlock
{
    private const string Prefix = "call:";

    private TextBlockContext _context;
    private GemmaValue _arguments = new("\"", _ => ParameterSchema.Unknown);
    private Stage _stage;

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Name,
        Arguments,
        Broken,
        End,
    }

    /// <summary>Gets the tag before a call. The default is <c>&lt;|tool_call&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string OpeningTag { get; init => field = Tags.NotEmpty(value); } = "<|tool_call>";

    /// <summary>Gets the tag after a call. The default is <c>&lt;tool_call|&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string ClosingTag { get; init => field = Tags.NotEmpty(value); } = "<tool_call|>";

    /// <summary>Gets the tag before and after a string. The default is <c>&lt;|"|&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string QuoteTag { get; init => field = Tags.NotEmpty(value); } = "<|\"|>";

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => [new(OpeningTag), new(ClosingTag)];

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _stage = Stage.Name;
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
            Stage.Name => ReadName(text, isEnd, output),
            Stage.Arguments => ReadArguments(text, isEnd, output),
            Stage.Broken => CallSteps.ReadBroken(text, isEnd, OpeningTag, ClosingTag, output),
            _ => ReadEnd(text, isEnd),
        };
    }

    private TextBlockStep ReadName(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var head = text[..Math.Min(text.Length, FunctionName.Longest)];
        var brace = head.IndexOf('{');
        var word = (brace < 0 ? head : head[..brace]).TrimStart();
        var isPrefixed = word.StartsWith(Prefix);
        var name = (isPrefixed ? word[Prefix.Length..] : word).Trim();
        if (brace < 0)
        {
            var mayBe = isPrefixed ? name.IsEmpty || FunctionName.Is(name) : Prefix.AsSpan().StartsWith(word);
            return !mayBe || text.Length >= FunctionName.Longest ? TextBlockStep.Rejected()
                : isEnd ? CallSteps.CutOff("", text.Length, output)
                : TextBlockStep.More();
        }

        if (!isPrefixed || !FunctionName.Is(name))
        {
            return TextBlockStep.Rejected();
        }

        var function = name.ToString();
        output.BeginCall(function);
        _arguments = new GemmaValue(QuoteTag, key => _context.Tools.Parameter(function, key));
        return Go(Stage.Arguments, brace);
    }

    private TextBlockStep ReadArguments(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _arguments.Read(text, isEnd, output.Arguments);
        if (_arguments.IsWhole)
        {
            output.EndCall(CallEnding.Whole);
            return Go(Stage.End, taken);
        }

        if (_arguments.IsBroken)
        {
            return Go(Stage.Broken, taken);
        }

        return isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output) : TextBlockStep.More(taken);
    }

    private TextBlockStep ReadEnd(ReadOnlySpan<char> text, bool isEnd)
    {
        // Extra closing braces belong to the call.
        var rest = text.TrimStart(" \t\r\n}");
        var at = text.Length - rest.Length;
        var isThere = at > Tags.LongestGap ? false : Tags.At(rest, ClosingTag, isEnd);
        return isThere == true ? TextBlockStep.Closed(at + ClosingTag.Length)
            : isThere is null ? TextBlockStep.More()
            : TextBlockStep.Closed(isEnd && ClosingTag.AsSpan().StartsWith(rest) ? text.Length : 0);
    }


    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
