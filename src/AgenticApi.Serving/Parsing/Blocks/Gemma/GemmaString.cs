using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>Writes a string between two equal tags as a JSON string, while it comes. The string may contain such strings.</summary>
/// <param name="tag">The tag before and after the string.</param>
internal sealed class GemmaString(string tag)
{
    private int _open;

    /// <summary>Whether the closing tag was read.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Begins a new string, after its opening tag.</summary>
    public void Begin(StringBuilder arguments)
    {
        (_open, IsWhole) = (0, false);
        arguments.Append('"');
    }

    /// <summary>Reads the next text; returns how many characters were consumed.</summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var end = Tags.Find(text, isEnd: false, tag);
        JsonStrings.AppendEscaped(arguments, text[..end]);
        if (Tags.At(text[end..], tag, isEnd) != true)
        {
            // An incomplete tag at the end of the text is dropped.
            return isEnd ? text.Length : end;
        }

        var after = end + tag.Length;
        var rest = text[after..].TrimStart();
        var isTooFar = text.Length - after - rest.Length > Tags.LongestGap;
        if (rest.IsEmpty && !isEnd && !isTooFar)
        {
            return end;
        }

        // After a string, only these characters can follow. If another character follows, the tag begins a nested string.
        var isLast = rest.IsEmpty || isTooFar || rest[0] is ',' or '}' or ']' or '<';
        if (isLast && _open == 0)
        {
            arguments.Append('"');
            IsWhole = true;
        }
        else
        {
            _open += isLast ? -1 : 1;
            JsonStrings.AppendEscaped(arguments, tag);
        }

        return after;
    }
}
