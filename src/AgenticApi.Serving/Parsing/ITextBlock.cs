namespace AgenticApi.Serving;

/// <summary>
/// A kind of block that stands in a model's raw text: it begins with a tag, and what is in it is no text of the answer. A
/// <see cref="ModelTextParser"/> finds the tag; the block reads on from there.
/// </summary>
/// <remarks>One block of a parser is open at a time, so an object of the class keeps the state of that one. It belongs to one parser.</remarks>
public interface ITextBlock
{
    /// <summary>The tag that begins a block: not empty. Blocks of several kinds may share one; the first that is not broken is meant.</summary>
    string OpeningTag { get; }

    /// <summary>Whether the model's text begins inside such a block, its opening tag being the end of the prompt.</summary>
    bool StartsOpen { get; }

    /// <summary>Begins a block behind its opening tag; not called for the one that the text begins in.</summary>
    void Open();

    /// <summary>Reads on.</summary>
    /// <param name="text">
    /// What follows the opening tag and was not taken yet. Where nothing was taken, the next call has the same text again and more behind it.
    /// </param>
    /// <param name="isEnd">Whether nothing more follows.</param>
    /// <returns>What it found. It must not depend on where the text is cut.</returns>
    TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd);
}
