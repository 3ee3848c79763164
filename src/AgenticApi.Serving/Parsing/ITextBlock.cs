namespace AgenticApi.Serving;

/// <summary>
/// Reads one kind of block in the raw text of a model, for example reasoning or tool calls. A <see cref="ModelTextParser"/> finds the tag
/// that begins a block; the block reads the text after the tag and writes what it contains.
/// </summary>
/// <remarks>
/// An object keeps the state of the block that is open, and belongs to one parser, which has one block open at a time. Not safe for use by
/// several threads at once.
/// </remarks>
public interface ITextBlock
{
    /// <summary>
    /// Gets the tags that begin a block. Not empty, and always the same. If several blocks have the same tag, they read the text one after
    /// the other, in the order in which they were given to the parser, until one does not reject it. If several tags match, the longest is
    /// tried first.
    /// </summary>
    IReadOnlyList<TextBlockOpening> Openings { get; }

    /// <summary>
    /// Gets whether the block contains only tool calls. The parser ignores such a block if the model may not call tools. The default is
    /// true.
    /// </summary>
    bool HoldsCalls => true;

    /// <summary>
    /// Gets whether the tag of a block with <see cref="HoldsCalls"/> ends this block. The default is false: a tag inside this block is part
    /// of its text.
    /// </summary>
    bool YieldsToCalls => false;

    /// <summary>
    /// Gets how many line breaks directly before the tag belong to the format and are left out, 0 or more. The default is 0.
    /// </summary>
    int LineBreaksBefore => 0;

    /// <summary>
    /// Gets how many line breaks directly after the block belong to the format and are left out, 0 or more. The default is 0.
    /// </summary>
    int LineBreaksAfter => 0;

    /// <summary>Begins a block. The parser calls it before the first <see cref="Read"/> of each block.</summary>
    /// <param name="context">The tag and the place where the block begins.</param>
    void Open(TextBlockContext context);

    /// <summary>Reads the next part of the block's text.</summary>
    /// <param name="text">
    /// The text after the tag that was not consumed yet. The next call gets the characters that this call does not consume again, with more
    /// text after them. To keep its time linear, a block remembers how far it has searched.
    /// </param>
    /// <param name="isEnd">
    /// Whether the text ends here. If the block is then neither closed nor rejected, the parser closes it if it has written something, and
    /// otherwise rejects it.
    /// </param>
    /// <param name="output">The output. Write to it as soon as the meaning of the text is certain.</param>
    /// <returns>
    /// How many characters were consumed, and how the block continues. The whole output must not depend on how the text was cut into
    /// pieces.
    /// </returns>
    TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output);
}
