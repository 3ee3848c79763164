using System.Buffers;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads calls after Mistral's tag, in all forms: <c>[TOOL_CALLS] [{"name": …, "arguments": {…}}, …]</c>, <c>[TOOL_CALLS]name{…}</c>, and
/// <c>[TOOL_CALLS]name[CALL_ID]id[ARGS]{…}</c>, with the tag before each call. There is no closing tag: a call ends with its arguments, a
/// broken call with the next tag or the end of the text.
/// </summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class MistralToolCallBlock : ITextBlock
{
    private const string OpeningTag = "[TOOL_CALLS]";
    private const string IdTag = "[CALL_ID]";
    private const string ArgumentsTag = "[ARGS]";
    private const int LongestName = 256;

    private static readonly TextBlockOpening[] AllOpenings = [new(OpeningTag)];
    private static readonly SearchValues<char> BetweenCalls = SearchValues.Create(" \t\r\n},;");
    private static readonly SearchValues<char> AfterCalls = SearchValues.Create(" \t\r\n}]");
    private static readonly SearchValues<char> AfterName = SearchValues.Create(" \t\r\n{}[]<>()\"'`,;");

    private readonly CallArguments _arguments = new();
    private JsonCallReader _call = new(ToolSchemas.Empty);
    private TextBlockContext _context;
    private Stage _stage;
    private string _name = "";
    private bool _isList;
    private bool _isRepeated;
    private int _at;

    /// <summary>What is expected next.</summary>
    private enum Stage
    {
        Start,
        Name,
        Id,
        Arguments,
        Object,
        NextObject,
        Broken,
        After,
    }

    /// <inheritdoc/>
    public IReadOnlyList<TextBlockOpening> Openings => AllOpenings;

    /// <inheritdoc/>
    public void Open(TextBlockContext context)
    {
        _context = context;
        _call = new JsonCallReader(context.Tools);
        (_stage, _isList, _isRepeated, _at) = (Stage.Start, false, false, 0);
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output) => _stage switch
    {
        Stage.Start => ReadStart(text, isEnd, output),
        Stage.Name => ReadName(text, isEnd, output),
        Stage.Id => ReadId(text, isEnd, output),
        Stage.Arguments => ReadArguments(text, isEnd, output),
        Stage.Object => ReadObject(text, isEnd, output),
        Stage.NextObject => ReadNextObject(text, isEnd),
        Stage.Broken => CallSteps.ReadBroken(text, isEnd, OpeningTag, output),
        _ => ReadAfter(text, isEnd),
    };

    private TextBlockStep ReadStart(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var rest = text.TrimStart();
        var at = text.Length - rest.Length;
        if (at > Tags.LongestGap)
        {
            return TextBlockStep.Rejected();
        }

        if (rest.IsEmpty)
        {
            return isEnd ? CallSteps.CutOff("", text.Length, output) : TextBlockStep.More();
        }

        var isAgain = _isRepeated ? false : Tags.At(rest, OpeningTag, isEnd);
        if (isAgain == true)
        {
            // Some models write the tag twice.
            _isRepeated = true;
            return Go(Stage.Start, at + OpeningTag.Length);
        }

        if (rest[0] is not ('[' or '{'))
        {
            return Go(Stage.Name, 0);
        }

        var inner = rest[0] == '[' ? rest[1..].TrimStart() : rest;
        at = text.Length - inner.Length;
        if (inner.IsEmpty || isAgain is null)
        {
            return isEnd ? CallSteps.CutOff("", text.Length, output) : at > Tags.LongestGap ? TextBlockStep.Rejected() : TextBlockStep.More();
        }

        _isList = rest[0] == '[';
        if (inner[0] == '{')
        {
            _call.Begin();
            return Go(Stage.Object, at);
        }

        // An empty list.
        return inner[0] == ']' ? TextBlockStep.Closed(at + 1) : TextBlockStep.Rejected();
    }

    private TextBlockStep ReadName(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var word = text.TrimStart();
        var length = word[..Math.Min(word.Length, LongestName)].IndexOfAny(AfterName);
        if (length == 0 || (length < 0 && word.Length >= LongestName))
        {
            return TextBlockStep.Rejected();
        }

        var rest = length < 0 ? default : word[length..].TrimStart();
        var at = text.Length - rest.Length;
        if (!rest.IsEmpty && rest[0] == '{')
        {
            _name = word[..length].ToString();
            return Begin(null, output, at);
        }

        var isId = Tags.At(rest, IdTag, isEnd: false);
        var hasArguments = Tags.At(rest, ArgumentsTag, isEnd: false);
        if (isId == true || hasArguments == true)
        {
            _name = word[..length].ToString();
            return isId == true ? Go(Stage.Id, at + IdTag.Length) : Begin(null, output, at + ArgumentsTag.Length);
        }

        // A text may mention the tag. After a mention, a space is likely.
        return (isId is null || hasArguments is null) && at <= LongestName + Tags.LongestGap
            ? !isEnd ? TextBlockStep.More() : text[0] == ' ' ? TextBlockStep.Rejected() : CallSteps.CutOff("", text.Length, output)
            : TextBlockStep.Rejected();
    }

    private TextBlockStep ReadId(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var part = text[..Math.Min(text.Length, LongestName)];
        var end = part.IndexOfAny('[', '{');
        if (end < 0 && part.Length < LongestName)
        {
            return isEnd ? CallSteps.CutOff("", text.Length, output) : TextBlockStep.More();
        }

        var hasArguments = end < 0 ? false : Tags.At(text[end..], ArgumentsTag, isEnd);
        if (hasArguments is null)
        {
            return TextBlockStep.More();
        }

        var id = end < 0 ? default : part[..end].Trim();
        return hasArguments == true || (end >= 0 && part[end] == '{')
            ? Begin(id.IsEmpty ? null : id.ToString(), output, hasArguments == true ? end + ArgumentsTag.Length : end)
            : isEnd && end >= 0 && ArgumentsTag.AsSpan().StartsWith(text[end..]) ? CallSteps.CutOff("", text.Length, output)
            : TextBlockStep.Rejected();
    }

    private TextBlockStep Begin(string? id, TextBlockOutput output, int taken)
    {
        _arguments.Begin(_context.Tools.Parameters(_name));
        output.BeginCall(_name, id);
        return Go(Stage.Arguments, taken);
    }

    private TextBlockStep ReadArguments(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _arguments.Read(text, isEnd, output);
        if (_arguments.IsWhole)
        {
            output.EndCall(CallEnding.Whole);
            return Go(Stage.After, taken);
        }

        return _arguments.IsBroken || (!_arguments.HasBegun && taken < text.Length) ? Go(Stage.Broken, taken) : TextBlockStep.More(taken);
    }

    private TextBlockStep ReadObject(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = _call.Read(text, isEnd, output);
        if (_call.IsWhole)
        {
            return Go(_isList ? Stage.NextObject : Stage.After, taken);
        }

        if (_call.HasBegun)
        {
            return _call.IsBroken ? Go(Stage.Broken, taken) : TextBlockStep.More(taken);
        }

        return _call.IsBroken ? CallSteps.NoCall(output)
            : isEnd ? CallSteps.CutOff("", text.Length, output)
            : TextBlockStep.More();
    }

    /// <summary>Reads the text after a call in a list: another call, or the end of the list.</summary>
    private TextBlockStep ReadNextObject(ReadOnlySpan<char> text, bool isEnd)
    {
        // Extra closing brackets belong to the call.
        var at = text.IndexOfAnyExcept(BetweenCalls);
        at = at < 0 ? text.Length : at;
        if (at == text.Length)
        {
            return isEnd ? TextBlockStep.Closed(text.Length) : at > Tags.LongestGap ? TextBlockStep.Closed(0) : TextBlockStep.More();
        }

        if (text[at] == '{')
        {
            _call.Begin();
            return Go(Stage.Object, at);
        }

        return text[at] == ']' ? Go(Stage.After, at + 1) : TextBlockStep.Closed(0);
    }

    /// <summary>Drops white space and extra brackets between two calls. If text follows, they are part of the text.</summary>
    private TextBlockStep ReadAfter(ReadOnlySpan<char> text, bool isEnd)
    {
        // Each character is searched once.
        var next = text[_at..].IndexOfAnyExcept(AfterCalls);
        var at = next < 0 ? text.Length : _at + next;
        var isTag = at > Tags.LongestGap ? false : Tags.At(text[at..], OpeningTag, isEnd);
        _at = at;
        return isTag == true ? TextBlockStep.Closed(at)
            : isEnd && OpeningTag.AsSpan().StartsWith(text[at..]) ? TextBlockStep.Closed(text.Length)
            : isTag is null ? TextBlockStep.More()
            : TextBlockStep.Closed(0);
    }


    private TextBlockStep Go(Stage stage, int taken)
    {
        _stage = stage;
        return TextBlockStep.Again(taken);
    }
}
