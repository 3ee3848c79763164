using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>
/// A value up to its end tag, written as JSON while it comes. A tag in it ends it only where what follows fits; where it is in doubt, the value
/// goes on: a call that is not whole does no harm, and one with half of its value does.
/// </summary>
/// <param name="given">The keys that were written.</param>
internal sealed class KeyValueText(HashSet<string> given)
{
    private readonly TypedValue _value = new();
    private ToolSchemas _tools = ToolSchemas.Empty;
    private string _name = "";
    private int _open;
    private bool _isBehindKey;
    private bool _isAboutCalls;

    /// <summary>Whether the value has ended.</summary>
    public bool IsWhole { get; private set; }

    public void Begin(string name, string key, ToolSchemas tools)
    {
        _value.Begin(tools.Parameter(name, key));
        (_name, _tools, _open, _isBehindKey, _isAboutCalls, IsWhole) = (name, tools, 0, false, false, false);
    }

    /// <summary>Reads on; says how much is done with. A value that is not whole at the end of the text is cut there, without the tag that begins there.</summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var taken = 0;
        while (!IsWhole && taken < text.Length && ReadPart(text[taken..], isEnd, arguments) is var length and > 0)
        {
            taken += length;
        }

        if (isEnd && !IsWhole)
        {
            _value.Cut(arguments);
        }

        return taken;
    }

    /// <summary>Reads up to the next place where a tag may stand, and what stands there; 0 where more text is needed.</summary>
    private int ReadPart(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var tag = text.IndexOf('<');
        var end = tag < 0 ? text.Length : tag;

        // A line break belongs to the tag behind it where the value's own end tag is missing.
        var breaks = tag < 0 && isEnd ? 0 : LineBreaks.AtEnd(text[..end], 1);
        breaks = breaks == 0 && tag < 0 && !isEnd && text.EndsWith('\r') ? 1 : breaks;
        if (tag < 0 || end > breaks)
        {
            return Append(text[..(end - breaks)], arguments);
        }

        var isOurs = IsEnd(text[tag..], isEnd, out var length);
        if (isOurs == true)
        {
            Append(length > 0 ? text[..tag] : default, arguments);
            _value.End(arguments);
            IsWhole = true;
            return tag + length;
        }

        return isOurs is null ? 0
            : isEnd && KeyValueTags.IsBegun(text[tag..]) ? text.Length
            : Append(text[..(tag + length)], arguments);
    }

    private int Append(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        if (!text.IsEmpty)
        {
            _value.Append(text, arguments);
            _isBehindKey = _isBehindKey && (text.IsWhiteSpace() || text.EndsWith(KeyValueTags.KeyEnd));
        }

        return text.Length;
    }

    /// <summary>Whether the value ends at the tag that the text begins with; null where the text is too short to tell. The length is what is done with.</summary>
    private bool? IsEnd(ReadOnlySpan<char> text, bool isEnd, out int length)
    {
        length = 1;
        if (KeyValueTags.At(text) is not { } tag)
        {
            return !isEnd && KeyValueTags.IsBegun(text) ? null : false;
        }

        var after = text[tag.Length..];
        var isOurs = tag switch
        {
            KeyValueTags.ValueEnd => _open > 0 ? false : FitsBehindValue(after, isEnd, isAgain: false),
            KeyValueTags.Key => _isAboutCalls || !_tools.Has(_name) ? false : IsNewKey(after, isEnd, isDeclared: true, ifCut: false),
            KeyValueTags.Closing => _isAboutCalls ? false : IsNextCall(after, isEnd),
            _ => false,
        };
        length = isOurs == true && tag != KeyValueTags.ValueEnd ? 0 : tag.Length;
        if (isOurs == false)
        {
            Count(tag);
        }

        return isOurs;
    }

    private void Count(string tag)
    {
        _open += tag == KeyValueTags.Value && _isBehindKey ? 1 : tag == KeyValueTags.ValueEnd && _open > 0 ? -1 : 0;
        (_isBehindKey, _isAboutCalls) = (tag == KeyValueTags.KeyEnd, true);
    }

    private bool? FitsBehindValue(ReadOnlySpan<char> after, bool isEnd, bool isAgain)
    {
        var rest = after.TrimStart();
        if (after.Length - rest.Length > Tags.LongestGap)
        {
            return false;
        }

        return KeyValueTags.At(rest) switch
        {
            KeyValueTags.Key => IsNewKey(rest[KeyValueTags.Key.Length..], isEnd, isDeclared: _isAboutCalls, ifCut: true),
            KeyValueTags.Closing => FitsBehindCall(rest[KeyValueTags.Closing.Length..], isEnd),
            KeyValueTags.Opening => IsNextCall(rest, isEnd),
            KeyValueTags.ValueEnd when !isAgain => FitsBehindValue(rest[KeyValueTags.ValueEnd.Length..], isEnd, isAgain: true),
            null when rest.IsEmpty || KeyValueTags.IsBegun(rest) => isEnd ? true : null,
            _ => false,
        };
    }

    /// <summary>Whether the end tag of a call is ours: one more end tag behind it shows that it was not.</summary>
    private bool? FitsBehindCall(ReadOnlySpan<char> after, bool isEnd)
    {
        var rest = after.TrimStart();
        return !_isAboutCalls || after.Length - rest.Length > Tags.LongestGap ? true
            : KeyValueTags.At(rest) is KeyValueTags.ValueEnd or KeyValueTags.Key ? false
            : isEnd || !KeyValueTags.IsBegun(rest) ? true
            : null;
    }

    /// <summary>Whether a key follows that was not given yet.</summary>
    private bool? IsNewKey(ReadOnlySpan<char> text, bool isEnd, bool isDeclared, bool ifCut)
    {
        // The end tag of the key may be missing.
        var head = text[..Math.Min(text.Length, FunctionName.Longest)];
        var end = Tags.Find(head, isEnd: true, KeyValueTags.KeyEnd, KeyValueTags.Value);
        if (end == head.Length)
        {
            return text.Length >= FunctionName.Longest ? false : isEnd ? ifCut : null;
        }

        var key = text[..end].Trim().ToString();
        return !given.Contains(key) && (!isDeclared || !_tools.Has(_name) || _tools.Parameters(_name).Contains(key));
    }

    /// <summary>Whether a call of a function that is known follows, so that the end tags before it are missing.</summary>
    private bool? IsNextCall(ReadOnlySpan<char> text, bool isEnd)
    {
        var at = 0;
        if (Tags.Pass(text, ref at, KeyValueTags.Opening, isEnd) is not true and var isThere)
        {
            return isThere;
        }

        var rest = text[at..].TrimStart();
        var length = FunctionName.Length(rest);
        if (text.Length - at - rest.Length > Tags.LongestGap)
        {
            return false;
        }

        return length == rest.Length && !isEnd && length <= FunctionName.Longest ? null
            : length < rest.Length && _tools.Has(rest[..length].ToString()) && (rest[length] == '<' || char.IsWhiteSpace(rest[length]));
    }
}
