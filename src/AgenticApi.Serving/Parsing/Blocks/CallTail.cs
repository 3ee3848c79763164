namespace AgenticApi.Serving.Parsing;

/// <summary>What follows a call that is broken: it is kept in the call's arguments, which are not sent as completed.</summary>
internal static class CallTail
{
    /// <summary>Reads on to the end tag, which ends the call, or to the tag that begins another one.</summary>
    public static TextBlockStep ReadBroken(ReadOnlySpan<char> text, bool isEnd, string openingTag, string closingTag, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, openingTag, closingTag);
        output.Arguments.Append(text[..end]);
        var isClosing = Tags.At(text[end..], closingTag, isEnd);
        if (isClosing == true || isEnd || Tags.At(text[end..], openingTag, isEnd) == true)
        {
            output.EndCall(CallEnding.Broken);
            return TextBlockStep.Closed(isClosing == true ? end + closingTag.Length : end);
        }

        return TextBlockStep.More(end);
    }
}
