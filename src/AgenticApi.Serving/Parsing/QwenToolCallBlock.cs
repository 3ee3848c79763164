using System.Text.Json;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// A call as Qwen3-Coder and its successors write it: <c>&lt;tool_call&gt;&lt;function=name&gt;&lt;parameter=key&gt;value&lt;/parameter&gt;…
/// &lt;/function&gt;&lt;/tool_call&gt;</c>. Of a value the line break after its tag and the one before its end tag are not part.
/// </summary>
/// <remarks>
/// <para>A call is held until its end tag, as <see cref="HermesToolCallBlock"/> does it.</para>
/// <para>
/// A value is what the tool declares: where its schema allows a string, the text as it stands; otherwise the JSON that the text is. One that
/// nobody declares, or that is no JSON, is a string. An end tag inside of a value does not end it unless another parameter or the end of
/// the function follows.
/// </para>
/// </remarks>
/// <param name="tools">The tools that the model was given, an array as requests of the Responses API have it; it is read at once.</param>
public sealed class QwenToolCallBlock(JsonElement tools = default) : ITextBlock
{
    private const string Function = "<function=";
    private const string FunctionEnd = "</function>";
    private const string Parameter = "<parameter=";
    private const string ParameterEnd = "</parameter>";

    private readonly ToolSchemas _schemas = new(tools);
    private readonly Dictionary<string, string> _arguments = new(StringComparer.Ordinal);
    private Stage _stage;
    private string _name = "";
    private string _key = "";
    private int _at;
    private int _searched;

    /// <summary>What is due next.</summary>
    private enum Stage
    {
        Function,
        Name,
        Next,
        Key,
        Value,
        End,
        Closed,
    }

    /// <inheritdoc/>
    public string OpeningTag => Tags.ToolCall;

    /// <inheritdoc/>
    public bool StartsOpen => false;

    /// <inheritdoc/>
    public void Open()
    {
        _arguments.Clear();
        (_stage, _at) = (Stage.Function, 0);
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd)
    {
        while (_stage != Stage.Closed)
        {
            if (Step(text) is not { } isRight)
            {
                return isEnd ? TextBlockStep.Broken() : TextBlockStep.More();
            }

            if (!isRight)
            {
                return TextBlockStep.Broken();
            }
        }

        return TextBlockStep.Closed(_at, new ToolCallDelta(0) { Name = _name, Arguments = ToolSchemas.Join(_arguments) });
    }

    /// <summary>Reads what is due; null where the text ends too early, and false where something else stands there.</summary>
    private bool? Step(ReadOnlySpan<char> text) => _stage switch
    {
        Stage.Function => Pass(text, Function, Stage.Name),
        Stage.Name => Word(text, ref _name, Stage.Next),
        Stage.Next => Either(Pass(text, Parameter, Stage.Key), Pass(text, FunctionEnd, Stage.End)),
        Stage.Key => Word(text, ref _key, Stage.Value),
        Stage.Value => Value(text),
        _ => Pass(text, Tags.ToolCallEnd, Stage.Closed),
    };

    private bool? Pass(ReadOnlySpan<char> text, string tag, Stage next)
    {
        var isThere = Tags.Pass(text, ref _at, tag);
        _stage = isThere == true ? next : _stage;
        return isThere;
    }

    /// <summary>Reads a name to the end of its tag.</summary>
    private bool? Word(ReadOnlySpan<char> text, ref string word, Stage next)
    {
        var rest = text[_at..];
        var end = rest.IndexOfAny("><\n\r");
        if (end < 0)
        {
            return null;
        }

        word = rest[..end].Trim().ToString();
        _at += end + 1;
        _searched = _at;
        _stage = next;
        return rest[end] == '>' && word.Length > 0;
    }

    private bool? Value(ReadOnlySpan<char> text)
    {
        var end = text[_searched..].IndexOf(ParameterEnd);
        if (end < 0)
        {
            _searched = Math.Max(_searched, text.Length - ParameterEnd.Length + 1);
            return null;
        }

        _searched += end;
        var after = _searched + ParameterEnd.Length;
        var (parameter, function) = (after, after);
        var isEnd = Either(Tags.Pass(text, ref parameter, Parameter), Tags.Pass(text, ref function, FunctionEnd));
        if (isEnd == true)
        {
            _arguments[_key] = _schemas.Value(_name, _key, WithoutBreaks(text[_at.._searched]).ToString());
            (_at, _stage) = (after, Stage.Next);
        }
        else if (isEnd == false)
        {
            _searched = after;
            isEnd = true;
        }

        return isEnd;
    }

    private static bool? Either(bool? one, bool? other) => one == true || other == true ? true : one is null || other is null ? null : false;

    private static ReadOnlySpan<char> WithoutBreaks(ReadOnlySpan<char> value)
    {
        value = value.StartsWith("\r\n") ? value[2..] : value.StartsWith("\n") ? value[1..] : value;
        return value.EndsWith("\r\n") ? value[..^2] : value.EndsWith("\n") ? value[..^1] : value;
    }
}
