using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Calls as a list of calls in Python, as LFM2 and Llama write them: <c>[f(a="x", b=None), g()]</c>, between two tags, or without them as all of
/// the answer. Between tags the brackets may be missing.
/// </summary>
/// <remarks>
/// Arguments have names and literal values: see <see cref="JsonRelay"/> for what is made of them, besides strings in three quotes and numbers as
/// Python writes them. Without a tag, a name must be that of a tool where these are known.
/// </remarks>
public sealed class PythonicToolCallBlock : ITextBlock
{
    private const string Bare = "[";

    private readonly PythonValue _value = new();
    private TextBlockContext _context;
    private Stage _stage;
    private string _name = "";
    private bool _isInList;
    private bool _hasArguments;

    /// <summary>What is due next.</summary>
    private enum Stage
    {
        Start,
        Name,
        Certain,
        First,
        Argument,
        Value,
        AfterValue,
        AfterCall,
        End,
        Broken,
    }

    /// <summary>The tag that begins calls; not empty.</summary>
    public string OpeningTag { get; init; } = "<|python_start|>";

    /// <summary>The tag that ends calls; not empty.</summary>
    public string ClosingTag { get; init; } = "<|python_end|>";

    /// <summary>Whether calls stand between tags only. Default: false, a list at the beginning of the answer is calls too.</summary>
    public bool NeedsTag { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => NeedsTag
        ? [new(OpeningTag), new(ClosingTag)]
        : [new(OpeningTag), new(ClosingTag), new(Bare, OnlyAtStart: true)];

    private bool IsBare => _context.Tag == Bare;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _isInList = context.Tag == Bare;
        _stage = Stage.Start;
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
            Stage.Start => ReadStart(text, isEnd, output),
            Stage.Name => ReadName(text, isEnd, output),
            Stage.Certain => ReadCertain(text, isEnd, output),
            Stage.First or Stage.Argument => ReadArgument(text, isEnd, output),
            Stage.Value => ReadValue(text, isEnd, output),
            Stage.AfterValue => ReadAfterValue(text, isEnd, output),
            Stage.AfterCall => ReadAfterCall(text, isEnd),
            Stage.End => ReadEnd(text, isEnd),
            _ => CallTail.ReadBroken(text, isEnd, OpeningTag, ClosingTag, output),
        };
    }

    private TextBlockStep ReadStart(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        if (rest.IsEmpty || _isInList || rest[0] != '[')
        {
            return !rest.IsEmpty ? Go(Stage.Name, 0)
                : isEnd && !IsBare ? Cut(text.Length, output)
                : text.Length > Tags.LongestGap || isEnd ? TextBlockStep.Rejected()
                : TextBlockStep.More();
        }

        _isInList = true;
        return Go(Stage.Name, text.Length - rest.Length + 1);
    }

    private TextBlockStep ReadName(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var head = text[..Math.Min(text.Length, FunctionName.Longest)];
        if (!IsBare && _isInList && head.TrimStart().StartsWith(']'))
        {
            // No calls, or a comma behind the last.
            output.Commit();
            return Go(Stage.End, text.Length - text.TrimStart().Length + 1);
        }

        var open = head.IndexOf('(');
        var name = (open < 0 ? head : head[..open]).Trim();
        if (open < 0)
        {
            // A bracket at the beginning of an answer may be anything; but a name that the tools have is a call that was cut.
            var mayBe = name.IsEmpty ? !isEnd || (!IsBare && !output.HasBegun)
                : FunctionName.Is(name) && (!isEnd || !IsBare || (_context.Tools.Functions.Count > 0 && FunctionName.MayBegin(name, _context.Tools)));
            return !mayBe || text.Length >= FunctionName.Longest ? NoCall(output) : isEnd ? Cut(text.Length, output) : TextBlockStep.More();
        }

        if (!FunctionName.Is(name) || (IsBare && _context.Tools.Functions.Count > 0 && !_context.Tools.Has(name.ToString())))
        {
            return NoCall(output);
        }

        _name = name.ToString();
        if (IsBare && _context.Tools.Functions.Count == 0)
        {
            return Go(Stage.Certain, open + 1);
        }

        return Begin(open + 1, output);
    }

    /// <summary>Looks for what makes a call of a text that began like one: an argument with a name, or none and an end.</summary>
    private TextBlockStep ReadCertain(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var head = text[..Math.Min(text.Length, FunctionName.Longest)];
        var end = head.IndexOfAny('=', ')');
        if (end < 0)
        {
            return isEnd || head.Length < text.Length || !MayBeName(head) ? NoCall(output) : TextBlockStep.More();
        }

        var word = head[..end].Trim();
        if (head[end] == '=' ? !FunctionName.Is(word) : !word.IsEmpty)
        {
            return NoCall(output);
        }

        if (head[end] == '=')
        {
            return Begin(0, output);
        }

        var rest = text[(end + 1)..].TrimStart();
        return rest.IsEmpty ? isEnd || text.Length > FunctionName.Longest ? NoCall(output) : TextBlockStep.More()
            : rest[0] is ',' or ']' ? Begin(0, output)
            : NoCall(output);
    }

    private TextBlockStep Begin(int taken, TextBlockOutput output)
    {
        output.BeginCall(_name);
        output.Arguments.Append('{');
        _hasArguments = false;
        return Go(Stage.First, taken);
    }

    private TextBlockStep ReadArgument(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var head = text[..Math.Min(text.Length, FunctionName.Longest)];
        if (head.TrimStart().StartsWith(')'))
        {
            return Whole(text.Length - text.TrimStart().Length + 1, output);
        }

        var end = head.IndexOf('=');
        var name = (end < 0 ? head : head[..end]).Trim();
        if (end < 0 && MayBeName(head))
        {
            return isEnd ? End(CallEnding.CutOff, text.Length, output) : TextBlockStep.More();
        }

        if (end < 0 || !FunctionName.Is(name))
        {
            return Go(Stage.Broken, 0);
        }

        var key = name.ToString();
        output.Arguments.Append(_hasArguments ? "," : "").Append(JsonStrings.Quote(key)).Append(':');
        _hasArguments = true;
        _value.Begin(_context.Tools.Has(_name) && _context.Tools.Parameters(_name).Contains(key) && _context.Tools.Parameter(_name, key).MustBeString);
        return Go(Stage.Value, end + 1);
    }

    private TextBlockStep ReadValue(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _value.Read(text, isEnd, output.Arguments);
        return _value.IsWhole ? Go(Stage.AfterValue, taken)
            : _value.IsBroken ? Go(Stage.Broken, taken)
            : isEnd ? End(CallEnding.CutOff, text.Length, output)
            : TextBlockStep.More(taken);
    }

    private TextBlockStep ReadAfterValue(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var at = text.Length - rest.Length;
        return rest.IsEmpty ? isEnd ? End(CallEnding.CutOff, text.Length, output) : TextBlockStep.More(at)
            : rest[0] == ',' ? Go(Stage.Argument, at + 1)
            : rest[0] == ')' ? Whole(at + 1, output)
            : Go(Stage.Broken, at);
    }

    private TextBlockStep Whole(int taken, TextBlockOutput output)
    {
        output.Arguments.Append('}');
        output.EndCall(CallEnding.Whole);
        return Go(Stage.AfterCall, taken);
    }

    /// <summary>Reads what stands behind a call: another one, the end of the list, the end tag, or neither, where the block ends with the call.</summary>
    private TextBlockStep ReadAfterCall(ReadOnlySpan<char> text, bool isEnd)
    {
        var rest = text.TrimStart(" \t\r\n,;");
        var at = text.Length - rest.Length;
        if (at > Tags.LongestGap)
        {
            return TextBlockStep.Closed(0);
        }

        if (rest.IsEmpty)
        {
            return isEnd ? TextBlockStep.Closed(text.Length) : TextBlockStep.More();
        }

        if (rest[0] == ']')
        {
            return Go(Stage.End, at + 1);
        }

        return FunctionName.Length(rest) > 0 && (!IsBare || text[..at].ContainsAny(',', ';')) ? Go(Stage.Name, at) : Go(Stage.End, 0);
    }

    private TextBlockStep ReadEnd(ReadOnlySpan<char> text, bool isEnd)
    {
        var at = 0;
        var isThere = Tags.Pass(text, ref at, ClosingTag, isEnd);
        return isThere == true ? TextBlockStep.Closed(at)
            : isThere is null ? TextBlockStep.More()
            : TextBlockStep.Closed(isEnd && ClosingTag.AsSpan().StartsWith(text.Trim()) ? text.Length : 0);
    }

    private static bool MayBeName(ReadOnlySpan<char> head) =>
        head.Length < FunctionName.Longest && (head.IsWhiteSpace() || FunctionName.Is(head.Trim()));

    /// <summary>No call: the first is text with its tag; what stands behind a call is text without one.</summary>
    private static TextBlockStep NoCall(TextBlockOutput output) => output.HasBegun ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();

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
