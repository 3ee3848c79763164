using System.Buffers;

namespace AgenticApi.Serving.Parsing;

/// <summary>A block, and one of the openings with which it may begin.</summary>
internal readonly record struct Candidate(ITextBlock Block, TextBlockOpening Opening);

/// <summary>Finds the tags that begin blocks, in one pass over the text.</summary>
internal sealed class OpeningFinder
{
    // The longest tags come first, so that [TOOL_CALLS] is tried before [.
    private readonly Candidate[] _candidates;
    private readonly SearchValues<char> _first;

    public OpeningFinder(IEnumerable<ITextBlock> blocks)
    {
        _candidates = [.. blocks
            .SelectMany(block => block.Openings.Where(opening => opening.Tag.Length > 0).Select(opening => new Candidate(block, opening)))
            .OrderByDescending(candidate => candidate.Opening.Tag.Length)];
        _first = SearchValues.Create([.. _candidates.Select(candidate => candidate.Opening.Tag[0])]);
    }

    /// <summary>Finds the first place where a block may begin.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEnd">Whether the text ends here.</param>
    /// <param name="isAtStart">Whether only white space and reasoning precede the text.</param>
    /// <param name="found">
    /// Receives the blocks that may begin there, in the order in which to try them; none if more text is needed to decide.
    /// </param>
    /// <returns>The index of the place; the length of the text if there is none.</returns>
    public int Find(ReadOnlySpan<char> text, bool isEnd, bool isAtStart, List<Candidate> found)
    {
        for (var at = 0; ; at++)
        {
            var next = text[at..].IndexOfAny(_first);
            if (next < 0)
            {
                return text.Length;
            }

            isAtStart = isAtStart && text.Slice(at, next).IsWhiteSpace();
            at += next;
            if (IsOpening(text[at..], isEnd, isAtStart, found))
            {
                return at;
            }

            isAtStart = false;
        }
    }

    /// <summary>
    /// Returns whether a block begins here, or may begin here if more text follows. In the second case, nothing is added to the list.
    /// </summary>
    private bool IsOpening(ReadOnlySpan<char> text, bool isEnd, bool isAtStart, List<Candidate> found)
    {
        foreach (var candidate in _candidates)
        {
            var tag = candidate.Opening.Tag;
            if (candidate.Opening.OnlyAtStart && !isAtStart)
            {
                continue;
            }

            if (text.StartsWith(tag))
            {
                found.Add(candidate);
            }
            else if (!isEnd && tag.AsSpan().StartsWith(text))
            {
                // Longer tags come first, so nothing was found before.
                return true;
            }
        }

        return found.Count > 0;
    }
}
