using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>A string between two equal tags, written as a JSON string while it comes. It may itself hold such strings.</summary>
/// <param name="tag">The tag.</param>
internal sealed class GemmaString(string tag)
{
    private int _open;

    /// <summary>Whether the tag at the end was read.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Begins a string behind its tag.</summary>
    public void Begin(StringBuilder arguments)
    {
        (_open, IsWhole) = (0, false);
        arguments.Append('"');
    }

    /// <summary>Reads on; says how much is done with.</summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var end = Tags.Find(text, isEnd: false, tag);
        JsonStrings.AppendEscaped(arguments, text[..end]);
        if (Tags.At(text[end..], tag, isEnd) != true)
        {
            // The beginning of a tag at the end of the text is no text.
            return isEnd ? text.Length : end;
        }

        var after = end + tag.Length;
        var rest = text[after..].TrimStart();
        var isTooFar = text.Length - after - rest.Length > Tags.LongestGap;
        if (rest.IsEmpty && !isEnd && !isTooFar)
        {
            return end;
        }

        // Behind the end of a string stands what cannot begin one: a tag before something else begins a string in the string.
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
