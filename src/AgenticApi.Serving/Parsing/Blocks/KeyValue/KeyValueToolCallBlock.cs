using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads calls that are a name, and keys and values between tags, as GLM-4.5 and its successors write them:
/// <c>&lt;tool_call&gt;name&lt;arg_key&gt;key&lt;/arg_key&gt;&lt;arg_value&gt;value&lt;/arg_value&gt;…&lt;/tool_call&gt;</c>, with or
/// without line breaks between the tags.
/// </summary>
/// <remarks>
/// <para>
/// The schema of the tool decides the type of a value (see <see cref="ParameterSchema.ToJson"/>). A string is sent while it comes. A value
/// may contain the tags of the format: they are counted. A call needs no closing tag if another call follows it.
/// </para>
/// <para>Not safe for use by several threads at once.</para>
/// </remarks>
public sealed class KeyValueToolCallBlock : ITextBlock
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly KeyValueText _value;
    private TextBlockContext _context;
    private Stage _stage;
    private string _name = "";

    /// <summary>Creates a block.</summary>
    public KeyValueToolCallBlock() => _value = new KeyValueText(_given);

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Name,
        Confirmation,
        Next,
        Key,
        ValueTag,
        Value,
        Broken,
    }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => [new(KeyValueTags.Opening), new(KeyValueTags.Closing)];

    /// <inheritdoc/>
    public int LineBreaksBefore => 2;

    /// <inheritdoc/>
    public int LineBreaksAfter => 1;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _given.Clear();
        _stage = Stage.Name;
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (_context.Tag == KeyValueTags.Closing)
        {
            return _context.FollowsItself ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();
        }

        return _stage switch
        {
            Stage.Name => ReadName(text, isEnd, output),
            Stage.Confirmation => ReadConfirmation(text, isEnd, output),
            Stage.Next => ReadNext(text, isEnd, output),
            Stage.Key => ReadKey(text, isEnd, output),
            Stage.ValueTag => ReadValueTag(text, isEnd, output),
            Stage.Value => ReadValue(text, isEnd, output),
            _ => CallSteps.ReadBroken(text, isEnd, KeyValueTags.Opening, KeyValueTags.Closing, output),
        };
    }

    private TextBlockStep ReadName(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        // Some models write the tag twice.
        var start = 0;
        var isRepeated = Tags.Pass(text, ref start, KeyValueTags.Opening, isEnd);
        var rest = text[start..].TrimStart();
        start = text.Length - rest.Length;
        var length = FunctionName.Length(rest);
        if (isRepeated is null || (length == rest.Length && !isEnd && length <= FunctionName.Longest && start <= 2 * Tags.LongestGap))
        {
            return TextBlockStep.More();
        }

        _name = rest[..length].ToString();
        if (!FunctionName.Is(_name) || (length < rest.Length && rest[length] != '<' && !char.IsWhiteSpace(rest[length])))
        {
            return TextBlockStep.Rejected();
        }

        if (length == rest.Length)
        {
            return FunctionName.MayBegin(_name, _context.Tools) ? CallSteps.CutOff("", text.Length, output) : TextBlockStep.Rejected();
        }

        // A tag and a word may also occur in a text, so only a known name in a line of its own is certain to be a call.
        if (rest[length] is '\n' or '\r' && _context.Tools.Has(_name))
        {
            return Begin(start + length, output);
        }

        return Go(Stage.Confirmation, start + length);
    }

    /// <summary>Reads the tag after the name. Only a key or the end of the call shows that the text is a call.</summary>
    private TextBlockStep ReadConfirmation(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isKey = Tags.Pass(text, ref at, KeyValueTags.Key, isEnd);
        var isEmpty = Tags.Pass(text, ref at, KeyValueTags.Closing, isEnd);
        if (isKey == true || isEmpty == true)
        {
            return Begin(0, output);
        }

        return isKey is null || isEmpty is null ? TextBlockStep.More()
            : isEnd && KeyValueTags.IsBegun(text.Trim()) && FunctionName.MayBegin(_name, _context.Tools) ? CallSteps.CutOff(_name, text.Length, output)
            : TextBlockStep.Rejected();
    }

    private TextBlockStep Begin(int taken, TextBlockOutput output)
    {
        output.BeginCall(_name);
        return Go(Stage.Next, taken);
    }

    /// <summary>Reads the tag between two arguments, or after the last one.</summary>
    private TextBlockStep ReadNext(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var at = text.Length - rest.Length;
        switch (KeyValueTags.At(rest))
        {
            case KeyValueTags.Key:
                output.Arguments.Append(_given.Count == 0 ? '{' : ',');
                return Go(Stage.Key, at + KeyValueTags.Key.Length);
            case KeyValueTags.ValueEnd:
                // Some models write the end tag of a value twice.
                return TextBlockStep.More(at + KeyValueTags.ValueEnd.Length);
            case KeyValueTags.Closing:
                return EndWhole(at + KeyValueTags.Closing.Length, output);
            case KeyValueTags.Opening:
                return EndWhole(at, output);
        }

        return !rest.IsEmpty && !KeyValueTags.IsBegun(rest) ? Go(Stage.Broken, at)
            : isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output)
            : TextBlockStep.More(at);
    }

    private TextBlockStep ReadKey(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, KeyValueTags.KeyEnd, KeyValueTags.Value);
        var tag = KeyValueTags.At(text[end..]);
        if (tag is null && end <= FunctionName.Longest)
        {
            return isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output) : TextBlockStep.More();
        }

        var key = text[..end].Trim().ToString();
        if (tag is null || key.Length == 0)
        {
            return Go(Stage.Broken, 0);
        }

        output.Arguments.Append(JsonStrings.Quote(key)).Append(':');
        _value.Begin(_name, key, _context.Tools);
        _given.Add(key);
        return Go(Stage.ValueTag, tag == KeyValueTags.KeyEnd ? end + tag.Length : end);
    }

    private TextBlockStep ReadValueTag(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var at = 0;
        var isThere = Tags.Pass(text, ref at, KeyValueTags.Value, isEnd);
        return isThere is null ? TextBlockStep.More()
            : isThere == true ? Go(Stage.Value, at)
            : isEnd && KeyValueTags.IsBegun(text.Trim()) ? CallSteps.End(CallEnding.CutOff, text.Length, output)
            : Go(Stage.Broken, 0);
    }

    private TextBlockStep ReadValue(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _value.Read(text, isEnd, output.Arguments);
        return _value.IsWhole ? Go(Stage.Next, taken)
            : isEnd ? CallSteps.End(CallEnding.CutOff, text.Length, output)
            : TextBlockStep.More(taken);
    }

    private TextBlockStep EndWhole(int taken, TextBlockOutput output)
    {
        output.Arguments.Append(_given.Count == 0 ? "{}" : "}");
        return CallSteps.End(CallEnding.Whole, taken, output);
    }

    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
