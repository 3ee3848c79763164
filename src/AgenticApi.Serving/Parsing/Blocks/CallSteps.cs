namespace AgenticApi.Serving.Parsing;

/// <summary>Steps that the blocks of tool calls share.</summary>
internal static class CallSteps
{
    /// <summary>Ends the open call and the block.</summary>
    public static TextBlockStep End(CallEnding ending, int taken, TextBlockOutput output)
    {
        output.EndCall(ending);
        return TextBlockStep.Closed(taken);
    }

    /// <summary>
    /// Ends a block in which the model stopped before it began the call in the output. The tag of the call does not become text.
    /// </summary>
    /// <param name="name">The name of the function; empty if it is unknown.</param>
    /// <param name="taken">The length of the text.</param>
    /// <param name="output">The output.</param>
    /// <param name="arguments">The text that is kept as arguments of the call.</param>
    public static TextBlockStep CutOff(string name, int taken, TextBlockOutput output, ReadOnlySpan<char> arguments = default)
    {
        output.BeginCall(name);
        output.Arguments.Append(arguments);
        return End(CallEnding.CutOff, taken, output);
    }

    /// <summary>
    /// Returns the step for text that is not a call. Before the first call, the block is rejected; after a call, the block ends before the
    /// text.
    /// </summary>
    public static TextBlockStep NoCall(TextBlockOutput output) => output.HasBegun ? TextBlockStep.Closed(0) : TextBlockStep.Rejected();

    /// <summary>
    /// Reads the rest of a broken call in a format without a closing tag, up to the next opening tag. It is kept in the arguments of the
    /// call, which is sent as <c>incomplete</c>.
    /// </summary>
    public static TextBlockStep ReadBroken(ReadOnlySpan<char> text, bool isEnd, string openingTag, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, openingTag);
        output.Arguments.Append(text[..end]);
        return isEnd || Tags.At(text[end..], openingTag, isEnd) == true ? End(CallEnding.Broken, end, output) : TextBlockStep.More(end);
    }

    /// <summary>
    /// Reads the rest of a broken call, up to its closing tag or to the next opening tag. It is kept in the arguments of the call, which is
    /// sent as <c>incomplete</c>.
    /// </summary>
    public static TextBlockStep ReadBroken(ReadOnlySpan<char> text, bool isEnd, string openingTag, string closingTag, TextBlockOutput output)
    {
        var end = Tags.Find(text, isEnd, openingTag, closingTag);
        output.Arguments.Append(text[..end]);
        var isClosing = Tags.At(text[end..], closingTag, isEnd) == true;
        return isClosing || isEnd || Tags.At(text[end..], openingTag, isEnd) == true
            ? End(CallEnding.Broken, isClosing ? end + closingTag.Length : end, output)
            : TextBlockStep.More(end);
    }
}
