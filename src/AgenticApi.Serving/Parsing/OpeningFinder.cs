using System.Buffers;

namespace AgenticApi.Serving.Parsing;

/// <summary>A way in which a block may begin.</summary>
internal readonly record struct Candidate(ITextBlock Block, TextBlockOpening Opening);

/// <summary>Finds where a block may begin, in one pass over the text.</summary>
internal sealed class OpeningFinder
{
    // The longest tag first, so that [TOOL_CALLS] is asked before [ is.
    private readonly Candidate[] _candidates;
    private readonly SearchValues<char> _first;

    public OpeningFinder(IEnumerable<ITextBlock> blocks)
    {
        _candidates = [.. blocks
            .SelectMany(block => block.Openings.Where(opening => opening.Tag.Length > 0).Select(opening => new Candidate(block, opening)))
            .OrderByDescending(candidate => candidate.Opening.Tag.Length)];
        _first = SearchValues.Create([.. _candidates.Select(candidate => candidate.Opening.Tag[0])]);
    }

    /// <summary>Looks for the first place where a block may begin.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isEnd">Whether nothing follows it.</param>
    /// <param name="isAtStart">Whether only white space and reasoning stand before it.</param>
    /// <param name="found">Takes the blocks that may begin there, in the order to ask them in; none where that is not known yet.</param>
    /// <returns>The place; the length of the text where there is none.</returns>
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

    /// <summary>Whether a block begins here, or may begin when more text is known; then nothing is found yet.</summary>
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
                // Longer tags come first, so none was found before.
                return true;
            }
        }

        return found.Count > 0;
    }
}
