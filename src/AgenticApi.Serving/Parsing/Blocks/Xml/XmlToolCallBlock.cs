using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads calls that are a function with parameters between tags, as Qwen3-Coder and others write them. A line break after the tag of a
/// value is not part of the value; then a line break before its end tag is not part of it either. The tags before and after calls may be
/// missing. A function may contain JSON in place of parameters.
/// </summary>
/// <remarks>
/// <para>
/// The schema of the tool decides the type of a value (see <see cref="ParameterSchema.ToJson"/>). A string is sent while it comes. A value
/// may contain the tags of the format: they are counted, and the tag of a parameter ends a value only if the tool declares this parameter.
/// </para>
/// <para>Not safe for use by several threads at once.</para>
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

    /// <summary>Creates a block.</summary>
    /// <param name="tags">The tags of the format; null for <see cref="XmlToolCallTags.Qwen"/>.</param>
    public XmlToolCallBlock(XmlToolCallTags? tags = null)
    {
        _tags = tags ?? XmlToolCallTags.Qwen;
        _value = new XmlValue(_tags, isWrapped: true, IsNew);
    }

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Function,
        Name,
        Confirmation,
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
            Stage.Confirmation => ReadConfirmation(text, isEnd, output),
            Stage.First or Stage.Next => ReadNext(text, isEnd, output),
            Stage.Key => ReadKey(text, isEnd, output),
            Stage.Value => ReadValue(text, isEnd, output),
            Stage.Json => ReadJson(text, isEnd, output),
            Stage.FunctionEnd => ReadFunctionEnd(text, isEnd, output),
            Stage.After => ReadAfter(text, isEnd),
            _ => CallSteps.ReadBroken(text, isEnd, _isWrapped ? _tags.Opening : _tags.Function, _isWrapped ? _tags.Closing : _tags.FunctionEnd, output),
        };
    }

    private TextBlockStep ReadFunction(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isFunction = Tags.Pass(text, ref at, _tags.Function, isEnd);
        if (isFunction == true)
        {
            return Go(Stage.Name, at);
        }

        var isAgain = _isRepeated ? false : Tags.Pass(text, ref at, _tags.Opening, isEnd);
        if (isAgain == true)
        {
            // Some models write the tag twice.
            _isRepeated = true;
            return Go(Stage.Function, at);
        }

        return isFunction is null || isAgain is null ? TextBlockStep.More()
            : isEnd && text.Trim().Length > 1 && _tags.Function.AsSpan().StartsWith(text.Trim()) ? CutOffName(text, output)
            : CallSteps.NoCall(output);
    }

    private TextBlockStep ReadName(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (Word(text) is not { } tag)
        {
            return !IsWordCut(text) ? CallSteps.NoCall(output) : !isEnd ? TextBlockStep.More() : CutOffName(text, output);
        }

        _name = XmlName.Of(tag);
        if (_name.Length == 0)
        {
            return CallSteps.NoCall(output);
        }

        // A text may mention the tag of a function. Without the tag before calls, it is a call only if a parameter or its end tag follows.
        _stage = _isWrapped ? Stage.First : Stage.Confirmation;
        if (_stage == Stage.First)
        {
            Begin(output);
        }

        return TextBlockStep.Again(tag.Length + 1);
    }

    /// <summary>Reads the tag after the name. Only a parameter or the end of the function shows that the text is a call.</summary>
    private TextBlockStep ReadConfirmation(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isParameter = Tags.Pass(text, ref at, _tags.Parameter, isEnd);
        var isEmpty = Tags.Pass(text, ref at, _tags.FunctionEnd, isEnd);
        var isCut = isEnd && text.Trim().Length > 1 && _tags.IsBegun(text.Trim());
        if (isParameter != true && isEmpty != true && !isCut)
        {
            return isParameter is null || isEmpty is null ? TextBlockStep.More() : CallSteps.NoCall(output);
        }

        Begin(output);
        return Go(Stage.First, 0);
    }

    private void Begin(TextBlockOutput output)
    {
        _given.Clear();
        output.BeginCall(_name);
    }

    /// <summary>Reads the tag between two parameters, or after the last one.</summary>
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
            return !isEnd ? TextBlockStep.More(at) : CallSteps.End(CallEnding.CutOff, text.Length, output);
        }

        if (rest.StartsWith(_tags.Opening) || rest.StartsWith(_tags.Function))
        {
            return CallSteps.End(CallEnding.CutOff, at, output);
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
            // Some models write the end tag of a parameter twice.
            return TextBlockStep.More(at + tag.Length);
        }

        if (tag == _tags.Closing && !_isWrapped)
        {
            return CallSteps.End(CallEnding.CutOff, at, output);
        }

        EndCall(output);
        _stage = Stage.After;
        return tag == _tags.Closing ? TextBlockStep.Closed(at + tag.Length) : TextBlockStep.More(at + tag.Length);
    }

    private void EndCall(TextBlockOutput output)
    {
        output.Arguments.Append(_given.Count == 0 ? "{}" : "}");
        output.EndCall(CallEnding.Whole);
    }

    private TextBlockStep ReadKey(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (Word(text) is not { } tag || XmlName.Of(tag) is not { Length: > 0 } key)
        {
            return Word(text) is not null || !IsWordCut(text) ? Go(Stage.Broken, 0)
                : isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output)
                : TextBlockStep.More();
        }

        output.Arguments.Append(_given.Count == 0 ? '{' : ',').Append(JsonStrings.Quote(key)).Append(':');
        _given.Add(key);
        _value.Begin(Schema(key, XmlName.Attribute(tag, "string")));
        return Go(Stage.Value, tag.Length + 1);
    }

    /// <summary>Returns the schema of a value. The tags of DeepSeek have an attribute that says whether the value is a string.</summary>
    private ParameterSchema Schema(string key, string? isString) => isString switch
    {
        "true" => ParameterSchema.Undeclared,
        "false" => ParameterSchema.Unknown,
        _ => _context.Tools.Parameter(_name, key),
    };

    private TextBlockStep ReadValue(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _value.Read(text, isEnd, output.Arguments);
        return _value.IsWhole ? Go(Stage.Next, taken)
            : isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output)
            : TextBlockStep.More(taken);
    }

    /// <summary>Reads arguments that are a JSON object between the tags of the function.</summary>
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
            return CallSteps.End(CallEnding.CutOff, taken, output);
        }

        return TextBlockStep.More(taken);
    }

    private TextBlockStep ReadFunctionEnd(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        if (Tags.Pass(text, ref at, _tags.FunctionEnd, isEnd) is null)
        {
            return TextBlockStep.More();
        }

        // The JSON is complete, with or without the end tag.
        output.EndCall(CallEnding.Whole);
        return Go(Stage.After, at);
    }

    /// <summary>
    /// Reads the text after a function: the tag after calls, another function, or text; then the block ends with the function.
    /// </summary>
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

    /// <summary>Returns the rest of a tag, from the name up to its <c>&gt;</c>; null if it is incomplete or not a tag.</summary>
    private static string? Word(ReadOnlySpan<char> text)
    {
        var end = text[..Math.Min(text.Length, LongestName)].IndexOfAny("><\n\r");
        return end >= 0 && text[end] == '>' ? text[..end].ToString() : null;
    }

    private static bool IsWordCut(ReadOnlySpan<char> text) => text.Length < LongestName && !text.ContainsAny("><\n\r");

    /// <summary>
    /// Ends a block in which the model stopped before the end of the name. Without the tag before calls, the text is not a call.
    /// </summary>
    private TextBlockStep CutOffName(ReadOnlySpan<char> text, TextBlockOutput output) =>
        _isWrapped ? CallSteps.CutOff("", text.Length, output) : CallSteps.NoCall(output);

    private bool IsNew(string key) => !_given.Contains(key) && (!_context.Tools.Has(_name) || _context.Tools.Parameters(_name).Contains(key));


    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
