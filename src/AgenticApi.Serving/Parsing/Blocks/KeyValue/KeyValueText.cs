using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Writes a value up to its end tag as JSON, while it comes. A tag in the value ends it only if the text after the tag fits. In doubt, the
/// value continues, because an incomplete call does no harm, but a call with half of a value does.
/// </summary>
/// <param name="given">The keys that the call already has.</param>
internal sealed class KeyValueText(HashSet<string> given)
{
    private readonly TypedValue _value = new();
    private ToolSchemas _tools = ToolSchemas.Empty;
    private string _name = "";
    private int _open;
    private bool _isAfterKey;
    private bool _isAboutCalls;

    /// <summary>Whether the value has ended.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Begins the value of a parameter.</summary>
    public void Begin(string name, string key, ToolSchemas tools)
    {
        _value.Begin(tools.Parameter(name, key));
        (_name, _tools, _open, _isAfterKey, _isAboutCalls, IsWhole) = (name, tools, 0, false, false, false);
    }

    /// <summary>
    /// Reads the next text; returns how many characters were consumed. At the end of the text, an incomplete value is cut off, and an
    /// incomplete tag is dropped.
    /// </summary>
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

    /// <summary>Reads up to the next place where a tag may begin, and then the tag; returns 0 if more text is needed.</summary>
    private int ReadPart(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var tag = text.IndexOf('<');
        var end = tag < 0 ? text.Length : tag;

        // If the end tag of the value is missing, a line break before the next tag belongs to that tag.
        var breaks = tag < 0 && isEnd ? 0 : LineBreaks.AtEnd(text[..end], 1);
        breaks = breaks == 0 && tag < 0 && !isEnd && text.EndsWith('\r') ? 1 : breaks;
        if (tag < 0 || end > breaks)
        {
            return Append(text[..(end - breaks)], arguments);
        }

        var endsValue = IsEnd(text[tag..], isEnd, out var length);
        if (endsValue == true)
        {
            Append(length > 0 ? text[..tag] : default, arguments);
            _value.End(arguments);
            IsWhole = true;
            return tag + length;
        }

        return endsValue is null ? 0
            : isEnd && KeyValueTags.IsBegun(text[tag..]) ? text.Length
            : Append(text[..(tag + length)], arguments);
    }

    private int Append(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        if (!text.IsEmpty)
        {
            _value.Append(text, arguments);
            _isAfterKey = _isAfterKey && (text.IsWhiteSpace() || text.EndsWith(KeyValueTags.KeyEnd));
        }

        return text.Length;
    }

    /// <summary>Returns whether the value ends at the tag at the start of the text; null if more text is needed to decide.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEnd">Whether the text ends here.</param>
    /// <param name="length">How many characters to consume.</param>
    private bool? IsEnd(ReadOnlySpan<char> text, bool isEnd, out int length)
    {
        length = 1;
        if (KeyValueTags.At(text) is not { } tag)
        {
            return !isEnd && KeyValueTags.IsBegun(text) ? null : false;
        }

        var after = text[tag.Length..];
        var endsValue = tag switch
        {
            KeyValueTags.ValueEnd => _open > 0 ? false : FitsAfterValue(after, isEnd, isAgain: false),
            KeyValueTags.Key => _isAboutCalls || !_tools.Has(_name) ? false : IsNewKey(after, isEnd, isDeclared: true, ifCut: false),
            KeyValueTags.Closing => _isAboutCalls ? false : IsNextCall(after, isEnd),
            _ => false,
        };
        length = endsValue == true && tag != KeyValueTags.ValueEnd ? 0 : tag.Length;
        if (endsValue == false)
        {
            Count(tag);
        }

        return endsValue;
    }

    /// <summary>Counts the open tags in the value.</summary>
    private void Count(string tag)
    {
        _open += tag == KeyValueTags.Value && _isAfterKey ? 1 : tag == KeyValueTags.ValueEnd && _open > 0 ? -1 : 0;
        (_isAfterKey, _isAboutCalls) = (tag == KeyValueTags.KeyEnd, true);
    }

    /// <summary>Returns whether a text may follow the end tag of a value.</summary>
    private bool? FitsAfterValue(ReadOnlySpan<char> after, bool isEnd, bool isAgain)
    {
        var rest = after.TrimStart();
        if (after.Length - rest.Length > Tags.LongestGap)
        {
            return false;
        }

        return KeyValueTags.At(rest) switch
        {
            KeyValueTags.Key => IsNewKey(rest[KeyValueTags.Key.Length..], isEnd, isDeclared: _isAboutCalls, ifCut: true),
            KeyValueTags.Closing => FitsAfterCall(rest[KeyValueTags.Closing.Length..], isEnd),
            KeyValueTags.Opening => IsNextCall(rest, isEnd),
            KeyValueTags.ValueEnd when !isAgain => FitsAfterValue(rest[KeyValueTags.ValueEnd.Length..], isEnd, isAgain: true),
            null when rest.IsEmpty || KeyValueTags.IsBegun(rest) => isEnd ? true : null,
            _ => false,
        };
    }

    /// <summary>
    /// Returns whether a text may follow the end tag of the call. If another end tag follows, the end tag is part of the value.
    /// </summary>
    private bool? FitsAfterCall(ReadOnlySpan<char> after, bool isEnd)
    {
        var rest = after.TrimStart();
        return !_isAboutCalls || after.Length - rest.Length > Tags.LongestGap ? true
            : KeyValueTags.At(rest) is KeyValueTags.ValueEnd or KeyValueTags.Key ? false
            : isEnd || !KeyValueTags.IsBegun(rest) ? true
            : null;
    }

    /// <summary>Returns whether a key follows that the call does not have yet.</summary>
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

    /// <summary>Returns whether a call of a known function follows, so that the end tags before it are missing.</summary>
    private bool? IsNextCall(ReadOnlySpan<char> text, bool isEnd)
    {
        var at = 0;
        if (Tags.Pass(text, ref at, KeyValueTags.Opening, isEnd) is not true and var isTag)
        {
            return isTag;
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
