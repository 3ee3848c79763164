using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads a list of calls in Python, as LFM2 and Llama write them: <c>[f(a="x", b=None), g()]</c>, between two tags, or as the whole answer
/// without tags. Between tags, the brackets may be missing.
/// </summary>
/// <remarks>
/// <para>
/// Arguments must have names and literal values. They are converted to JSON as by <see cref="JsonRelay"/>; strings in three quotes and all
/// numbers of Python are converted, too. Without tags, and if the tools are known, the name must be that of a tool.
/// </para>
/// <para>Not safe for use by several threads at once.</para>
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

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Start,
        Name,
        Confirmation,
        First,
        Argument,
        Value,
        AfterValue,
        AfterCall,
        End,
        Broken,
    }

    /// <summary>Gets the tag before calls. The default is <c>&lt;|python_start|&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string OpeningTag { get; init => field = Tags.NotEmpty(value); } = "<|python_start|>";

    /// <summary>Gets the tag after calls. The default is <c>&lt;|python_end|&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string ClosingTag { get; init => field = Tags.NotEmpty(value); } = "<|python_end|>";

    /// <summary>
    /// Gets whether only text between tags is read as calls. The default is false: a list at the beginning of the answer is calls, too.
    /// </summary>
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
            Stage.Confirmation => ReadConfirmation(text, isEnd, output),
            Stage.First or Stage.Argument => ReadArgument(text, isEnd, output),
            Stage.Value => ReadValue(text, isEnd, output),
            Stage.AfterValue => ReadAfterValue(text, isEnd, output),
            Stage.AfterCall => ReadAfterCall(text, isEnd),
            Stage.End => ReadEnd(text, isEnd),
            _ => CallSteps.ReadBroken(text, isEnd, OpeningTag, ClosingTag, output),
        };
    }

    private TextBlockStep ReadStart(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        if (rest.IsEmpty || _isInList || rest[0] != '[')
        {
            return !rest.IsEmpty ? Go(Stage.Name, 0)
                : isEnd && !IsBare ? CallSteps.CutOff("", text.Length, output)
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
            // The list is empty, or a comma follows the last call.
            output.Commit();
            return Go(Stage.End, text.Length - text.TrimStart().Length + 1);
        }

        var open = head.IndexOf('(');
        var name = (open < 0 ? head : head[..open]).Trim();
        if (open < 0)
        {
            // A bracket at the beginning of an answer may be any text. If the name of a tool follows, it is a call that was cut off.
            var mayBe = name.IsEmpty ? !isEnd || (!IsBare && !output.HasBegun)
                : FunctionName.Is(name) && (!isEnd || !IsBare || (_context.Tools.Functions.Count > 0 && FunctionName.MayBegin(name, _context.Tools)));
            return !mayBe || text.Length >= FunctionName.Longest ? CallSteps.NoCall(output)
                : isEnd ? CallSteps.CutOff("", text.Length, output)
                : TextBlockStep.More();
        }

        if (!FunctionName.Is(name) || (IsBare && _context.Tools.Functions.Count > 0 && !_context.Tools.Has(name.ToString())))
        {
            return CallSteps.NoCall(output);
        }

        _name = name.ToString();
        if (IsBare && _context.Tools.Functions.Count == 0)
        {
            return Go(Stage.Confirmation, open + 1);
        }

        return Begin(open + 1, output);
    }

    /// <summary>
    /// Confirms that a text that begins like a call is one: an argument with a name follows, or no argument and the end of the call.
    /// </summary>
    private TextBlockStep ReadConfirmation(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var head = text[..Math.Min(text.Length, FunctionName.Longest)];
        var end = head.IndexOfAny('=', ')');
        if (end < 0)
        {
            return isEnd || head.Length < text.Length || !MayBeName(head) ? CallSteps.NoCall(output) : TextBlockStep.More();
        }

        var word = head[..end].Trim();
        if (head[end] == '=' ? !FunctionName.Is(word) : !word.IsEmpty)
        {
            return CallSteps.NoCall(output);
        }

        if (head[end] == '=')
        {
            return Begin(0, output);
        }

        var rest = text[(end + 1)..].TrimStart();
        return rest.IsEmpty ? isEnd || text.Length > FunctionName.Longest ? CallSteps.NoCall(output) : TextBlockStep.More()
            : rest[0] is ',' or ']' ? Begin(0, output)
            : CallSteps.NoCall(output);
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
            return EndCall(text.Length - text.TrimStart().Length + 1, output);
        }

        var end = head.IndexOf('=');
        var name = (end < 0 ? head : head[..end]).Trim();
        if (end < 0 && MayBeName(head))
        {
            return isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output) : TextBlockStep.More();
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
            : isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output)
            : TextBlockStep.More(taken);
    }

    private TextBlockStep ReadAfterValue(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var at = text.Length - rest.Length;
        return rest.IsEmpty ? isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output) : TextBlockStep.More(at)
            : rest[0] == ',' ? Go(Stage.Argument, at + 1)
            : rest[0] == ')' ? EndCall(at + 1, output)
            : Go(Stage.Broken, at);
    }

    private TextBlockStep EndCall(int taken, TextBlockOutput output)
    {
        output.Arguments.Append('}');
        output.EndCall(CallEnding.Whole);
        return Go(Stage.AfterCall, taken);
    }

    /// <summary>
    /// Reads the text after a call: another call, the end of the list, the closing tag, or text; then the block ends with the call.
    /// </summary>
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
        var isClosing = Tags.Pass(text, ref at, ClosingTag, isEnd);
        return isClosing == true ? TextBlockStep.Closed(at)
            : isClosing is null ? TextBlockStep.More()
            : TextBlockStep.Closed(isEnd && ClosingTag.AsSpan().StartsWith(text.Trim()) ? text.Length : 0);
    }

    private static bool MayBeName(ReadOnlySpan<char> head) =>
        head.Length < FunctionName.Longest && (head.IsWhiteSpace() || FunctionName.Is(head.Trim()));


    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
