using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Calls as Gemma 4 writes them: <c>&lt;|tool_call&gt;call:name{key:&lt;|"|&gt;text&lt;|"|&gt;,other:1}&lt;tool_call|&gt;</c>, an object whose keys
/// have no quotes and whose strings stand between tags, without escapes. FunctionGemma writes the same with other tags.
/// </summary>
/// <remarks>An object that is whole needs no end tag. What JSON writes otherwise, keys and strings in quotes, is understood too.</remarks>
public sealed class GemmaToolCallBlock : ITextBlock
{
    private const string Prefix = "call:";

    private TextBlockContext _context;
    private GemmaValue _arguments = new("\"", _ => ParameterSchema.Unknown);
    private Stage _stage;

    /// <summary>What is due next.</summary>
    private enum Stage
    {
        Name,
        Arguments,
        Broken,
        End,
    }

    /// <summary>The tag that begins a call; not empty.</summary>
    public string OpeningTag { get; init; } = "<|tool_call>";

    /// <summary>The tag that ends a call; not empty.</summary>
    public string ClosingTag { get; init; } = "<tool_call|>";

    /// <summary>The tag before and after a string; not empty.</summary>
    public string QuoteTag { get; init; } = "<|\"|>";

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
            Stage.Broken => CallTail.ReadBroken(text, isEnd, OpeningTag, ClosingTag, output),
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
            return !mayBe || text.Length >= FunctionName.Longest ? TextBlockStep.Rejected() : isEnd ? Cut(text.Length, output) : TextBlockStep.More();
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

        return isEnd ? End(CallEnding.CutOff, text.Length, output) : TextBlockStep.More(taken);
    }

    private TextBlockStep ReadEnd(ReadOnlySpan<char> text, bool isEnd)
    {
        // Closing braces too many belong to the call.
        var rest = text.TrimStart(" \t\r\n}");
        var at = text.Length - rest.Length;
        var isThere = at > Tags.LongestGap ? false : Tags.At(rest, ClosingTag, isEnd);
        return isThere == true ? TextBlockStep.Closed(at + ClosingTag.Length)
            : isThere is null ? TextBlockStep.More()
            : TextBlockStep.Closed(isEnd && ClosingTag.AsSpan().StartsWith(rest) ? text.Length : 0);
    }

    /// <summary>The model stopped before it had written the name: its tag does not become text.</summary>
    private static TextBlockStep Cut(int taken, TextBlockOutput output)
    {
        output.BeginCall("");
        return End(CallEnding.CutOff, taken, output);
    }

    private static TextBlockStep End(CallEnding ending, int taken, TextBlockOutput output)
    {
        output.EndCall(ending);
        return TextBlockStep.Closed(taken);
    }

    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
