using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Calls as a function with parameters in tags, as Qwen3-Coder and others write them. The line break behind the tag of a value is not part of it,
/// and then neither is the one before its end tag. The end tags of calls may be missing, and the tag that begins them; a function may also hold its arguments as JSON.
/// </summary>
/// <remarks>
/// A value is what the tool declares: see <see cref="ParameterSchema.ToJson"/>. A string is sent while it comes. Tags in a value that is itself
/// about calls are counted, and a parameter that begins in a value must be one that the tool declares.
/// </remarks>
public sealed class XmlToolCallBlock : ITextBlock
{
    private const int LongestName = 256;

    private readonly XmlToolCallTags _tags;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly JsonRelay _json = new();
    private TextBlockContext _context;
    private XmlValue _value;
    private Stage _stage;
    private string _name = "";
    private bool _isWrapped;
    private bool _isRepeated;

    /// <summary>Creates one.</summary>
    /// <param name="tags">The format's tags; null for Qwen's.</param>
    public XmlToolCallBlock(XmlToolCallTags? tags = null)
    {
        _tags = tags ?? XmlToolCallTags.Qwen;
        _value = new XmlValue(_tags, isWrapped: true, IsNew);
    }

    /// <summary>What is due next.</summary>
    private enum Stage
    {
        Function,
        Name,
        Certain,
        First,
        Next,
        Key,
        Value,
        Json,
        FunctionEnd,
        After,
        Broken,
    }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => [new(_tags.Opening), new(_tags.Function), new(_tags.Closing)];

    /// <inheritdoc/>
    public int LineBreaksBefore => 2;

    /// <inheritdoc/>
    public int LineBreaksAfter => 1;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _isWrapped = context.Tag == _tags.Opening;
        _isRepeated = false;
        _stage = _isWrapped ? Stage.Function : Stage.Name;
        _value = new XmlValue(_tags, _isWrapped, IsNew);
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (_context.Tag == _tags.Closing)
        {
            return _context.FollowsItself ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();
        }

        return _stage switch
        {
            Stage.Function => ReadFunction(text, isEnd, output),
            Stage.Name => ReadName(text, isEnd, output),
            Stage.Certain => ReadCertain(text, isEnd, output),
            Stage.First or Stage.Next => ReadNext(text, isEnd, output),
            Stage.Key => ReadKey(text, isEnd, output),
            Stage.Value => ReadValue(text, isEnd, output),
            Stage.Json => ReadJson(text, isEnd, output),
            Stage.FunctionEnd => ReadFunctionEnd(text, isEnd, output),
            Stage.After => ReadAfter(text, isEnd),
            _ => CallTail.ReadBroken(text, isEnd, _isWrapped ? _tags.Opening : _tags.Function, _isWrapped ? _tags.Closing : _tags.FunctionEnd, output),
        };
    }

    private TextBlockStep ReadFunction(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isThere = Tags.Pass(text, ref at, _tags.Function, isEnd);
        if (isThere == true)
        {
            return Go(Stage.Name, at);
        }

        var isAgain = _isRepeated ? false : Tags.Pass(text, ref at, _tags.Opening, isEnd);
        if (isAgain == true)
        {
            // The model wrote the tag twice.
            _isRepeated = true;
            return Go(Stage.Function, at);
        }

        return isThere is null || isAgain is null ? TextBlockStep.More()
            : isEnd && text.Trim().Length > 1 && _tags.Function.AsSpan().StartsWith(text.Trim()) ? CutName(text, output)
            : NoFunction(output);
    }

    private TextBlockStep ReadName(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (Word(text) is not { } tag)
        {
            return !IsWordCut(text) ? NoFunction(output) : !isEnd ? TextBlockStep.More() : CutName(text, output);
        }

        _name = XmlName.Of(tag);
        if (_name.Length == 0)
        {
            return NoFunction(output);
        }

        // A function's tag alone may be mentioned in a text: it is a call where its first parameter or its end follows.
        _stage = _isWrapped ? Stage.First : Stage.Certain;
        if (_stage == Stage.First)
        {
            Begin(output);
        }

        return TextBlockStep.Again(tag.Length + 1);
    }

    private TextBlockStep ReadCertain(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isParameter = Tags.Pass(text, ref at, _tags.Parameter, isEnd);
        var isEmpty = Tags.Pass(text, ref at, _tags.FunctionEnd, isEnd);
        var isCut = isEnd && text.Trim().Length > 1 && _tags.IsBegun(text.Trim());
        if (isParameter != true && isEmpty != true && !isCut)
        {
            return isParameter is null || isEmpty is null ? TextBlockStep.More() : NoFunction(output);
        }

        Begin(output);
        return Go(Stage.First, 0);
    }

    private void Begin(TextBlockOutput output)
    {
        _given.Clear();
        output.BeginCall(_name);
    }

    /// <summary>Reads what stands between parameters.</summary>
    private TextBlockStep ReadNext(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var at = text.Length - rest.Length;
        if (_stage == Stage.First && rest.StartsWith('{'))
        {
            _json.Begin();
            return Go(Stage.Json, at);
        }

        foreach (var tag in (ReadOnlySpan<string>)[_tags.Parameter, _tags.FunctionEnd, _tags.ParameterEnd, _tags.Closing])
        {
            if (rest.StartsWith(tag))
            {
                return PassTag(tag, at, output);
            }
        }

        if (rest.IsEmpty || _tags.IsBegun(rest))
        {
            return !isEnd ? TextBlockStep.More(at) : End(CallEnding.CutOff, output, text.Length);
        }

        if (rest.StartsWith(_tags.Opening) || rest.StartsWith(_tags.Function))
        {
            return End(CallEnding.CutOff, output, at);
        }

        return Go(Stage.Broken, at);
    }

    private TextBlockStep PassTag(string tag, int at, TextBlockOutput output)
    {
        if (tag == _tags.Parameter)
        {
            return Go(Stage.Key, at + tag.Length);
        }

        if (tag == _tags.ParameterEnd)
        {
            // The end of a parameter once more.
            return TextBlockStep.More(at + tag.Length);
        }

        if (tag == _tags.Closing && !_isWrapped)
        {
            return End(CallEnding.CutOff, output, at);
        }

        Whole(output);
        _stage = Stage.After;
        return tag == _tags.Closing ? TextBlockStep.Closed(at + tag.Length) : TextBlockStep.More(at + tag.Length);
    }

    private void Whole(TextBlockOutput output)
    {
        output.Arguments.Append(_given.Count == 0 ? "{}" : "}");
        output.EndCall(CallEnding.Whole);
    }

    private TextBlockStep ReadKey(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (Word(text) is not { } tag || XmlName.Of(tag) is not { Length: > 0 } key)
        {
            return Word(text) is not null || !IsWordCut(text) ? Go(Stage.Broken, 0) : isEnd ? End(CallEnding.CutOff, output, text.Length) : TextBlockStep.More();
        }

        output.Arguments.Append(_given.Count == 0 ? '{' : ',').Append(JsonStrings.Quote(key)).Append(':');
        _given.Add(key);
        _value.Begin(Schema(key, XmlName.Attribute(tag, "string")));
        return Go(Stage.Value, tag.Length + 1);
    }

    /// <summary>What a value is: DeepSeek says in the tag whether it is a string.</summary>
    private ParameterSchema Schema(string key, string? isString) => isString switch
    {
        "true" => ParameterSchema.Undeclared,
        "false" => ParameterSchema.Unknown,
        _ => _context.Tools.Parameter(_name, key),
    };

    private TextBlockStep ReadValue(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _value.Read(text, isEnd, output.Arguments);
        return _value.IsWhole ? Go(Stage.Next, taken) : isEnd ? End(CallEnding.CutOff, output, text.Length) : TextBlockStep.More(taken);
    }

    /// <summary>Reads arguments that are a JSON object in the function's tags.</summary>
    private TextBlockStep ReadJson(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _json.Read(text, output.Arguments);
        if (_json.IsWhole || _json.IsBroken)
        {
            return Go(_json.IsWhole ? Stage.FunctionEnd : Stage.Broken, taken);
        }

        if (isEnd)
        {
            _json.End(output.Arguments);
            return End(CallEnding.CutOff, output, taken);
        }

        return TextBlockStep.More(taken);
    }

    private TextBlockStep ReadFunctionEnd(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isThere = Tags.Pass(text, ref at, _tags.FunctionEnd, isEnd);
        if (isThere is null)
        {
            return TextBlockStep.More();
        }

        // The JSON is whole, with or without the end tag.
        output.EndCall(CallEnding.Whole);
        return Go(Stage.After, at);
    }

    /// <summary>Reads what stands behind a function: the end tag, another function, or neither, where the block ends with the function.</summary>
    private TextBlockStep ReadAfter(ReadOnlySpan<char> text, bool isEnd)
    {
        var at = 0;
        var isClosing = Tags.Pass(text, ref at, _tags.Closing, isEnd);
        if (isClosing == true)
        {
            return TextBlockStep.Closed(at);
        }

        var isFunction = _isWrapped ? Tags.Pass(text, ref at, _tags.Function, isEnd) : false;
        if (isFunction == true)
        {
            return Go(Stage.Name, at);
        }

        return isClosing is null || isFunction is null ? TextBlockStep.More() : TextBlockStep.Closed(isEnd && _tags.Closing.AsSpan().StartsWith(text.Trim()) ? text.Length : 0);
    }

    /// <summary>The tag behind a name's beginning, up to its end; null where it is not there.</summary>
    private static string? Word(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, LongestName)].IndexOfAny("><\n\r");
        return end >= 0 && text[end] == '>' ? text[..end].ToString() : null;
    }

    private static bool IsWordCut(ReadOnlySpan<char> text) => text.Length < LongestName && !text.ContainsAny("><\n\r");

    /// <summary>A function without a name: text, unless a call was written before.</summary>
    private static TextBlockStep NoFunction(TextBlockOutput output) => output.HasBegun ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();

    /// <summary>The model stopped before it had written the name: its tag does not become text.</summary>
    private TextBlockStep CutName(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        if (!_isWrapped)
        {
            return NoFunction(output);
        }

        output.BeginCall("");
        return End(CallEnding.CutOff, output, text.Length);
    }

    private bool IsNew(string key) => !_given.Contains(key) && (!_context.Tools.Has(_name) || _context.Tools.Parameters(_name).Contains(key));

    private static TextBlockStep End(CallEnding ending, TextBlockOutput output, int taken)
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
