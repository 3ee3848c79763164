namespace AgenticApi.Serving;

/// <summary>
/// A kind of block in a model's raw text: it begins with a tag, and what it holds is not plain text of the answer. A
/// <see cref="ModelTextParser"/> finds the tag; the block reads on from there and writes what it finds.
/// </summary>
/// <remarks>One block of a parser is open at a time, so an object of the class keeps the state of that one. It belongs to one parser.</remarks>
public interface ITextBlock
{
    /// <summary>
    /// What may begin a block; not empty, and always the same. Blocks of several kinds may share a tag: they are asked in the order in which the
    /// parser has them, and the first that does not reject the text is meant. Of two tags that begin alike, the longer one is asked first.
    /// </summary>
    IReadOnlyList<TextBlockOpening> Openings { get; }

    /// <summary>Whether all that the block can hold is calls, so that it is not looked for where the model may call nothing.</summary>
    bool HoldsCalls => true;

    /// <summary>Whether a block that holds calls may begin inside of this one and end it. Otherwise its text is this block's alone.</summary>
    bool YieldsToCalls => false;

    /// <summary>How many line breaks directly before the tag belong to the format, 0 or more.</summary>
    int LineBreaksBefore => 0;

    /// <summary>How many line breaks directly after the end of the block belong to the format, 0 or more.</summary>
    int LineBreaksAfter => 0;

    /// <summary>Begins a block behind its tag.</summary>
    /// <param name="context">Where it begins.</param>
    void Open(TextBlockContext context);

    /// <summary>Reads on.</summary>
    /// <param name="text">
    /// What follows the tag and was not taken yet. The next call has what was not taken again, and more behind it: a block remembers how far it
    /// has looked, so that its time stays linear.
    /// </param>
    /// <param name="isEnd">
    /// Whether nothing more follows. A block that is then neither closed nor rejected is closed if it has written something, and otherwise
    /// rejected.
    /// </param>
    /// <param name="output">Where to write what it finds, as soon as that is sure.</param>
    /// <returns>How far it is. What is written, all in all, must not depend on where the text is cut.</returns>
    TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output);
}
