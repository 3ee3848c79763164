using System.Runtime.CompilerServices;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Tells what is text, reasoning and a call in the raw text of a model, while it comes. Any way of cutting the same text into pieces gives
/// the same, and nothing is lost: what only looks like a tag, and a call that is broken or never closed, comes out as the text that it is.
/// </summary>
/// <remarks>
/// What may be the beginning of a tag waits until that is decided. All kinds of blocks are looked for at once, so that reasoning and calls may
/// come in any order; what a block holds is that block's alone. One writer at a time.
/// </remarks>
public sealed class ModelTextParser
{
    private readonly ITextBlock[] _blocks;
    private readonly PendingText _text = new();
    private readonly List<ModelDelta> _deltas = [];
    private readonly List<ITextBlock> _open = [];

    // The opening tag of a block stands before its text until the block takes something: until then it may have to come out as text.
    private int _tagLength;
    private int _calls;

    /// <summary>Creates one for a model.</summary>
    /// <param name="blocks">The kinds of blocks that it writes; they belong to this parser alone.</param>
    /// <exception cref="ArgumentNullException"><paramref name="blocks"/> is null.</exception>
    /// <exception cref="ArgumentException">The opening tag of a block is empty.</exception>
    public ModelTextParser(params IEnumerable<ITextBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        _blocks = [.. blocks];
        if (Array.Exists(_blocks, block => string.IsNullOrEmpty(block.OpeningTag)))
        {
            throw new ArgumentException("A block needs an opening tag that is not empty.", nameof(blocks));
        }

        _open.AddRange(_blocks.Where(block => block.StartsOpen).Take(1));
    }

    /// <summary>Reads more text.</summary>
    /// <param name="text">The piece, cut anywhere.</param>
    /// <returns>What is sure to be meant, in order; empty where that is not decided yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public IReadOnlyList<ModelDelta> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text.Add(text);
        return Read(isEnd: false);
    }

    /// <summary>Ends the text: what still waits comes out. What is read after it begins outside of any block.</summary>
    /// <returns>The last of it, in order.</returns>
    public IReadOnlyList<ModelDelta> Finish()
    {
        var last = Read(isEnd: true);
        _open.Clear();
        return last;
    }

    /// <summary>Reads the text among the deltas of a model: its content is parsed, and all else passed on in its place.</summary>
    /// <param name="deltas">What the model says.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="deltas"/> is null.</exception>
    public IAsyncEnumerable<ModelDelta> ParseAsync(IAsyncEnumerable<ModelDelta> deltas, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        return ParseAll(deltas, cancellationToken);
    }

    private async IAsyncEnumerable<ModelDelta> ParseAll(IAsyncEnumerable<ModelDelta> deltas, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var delta in deltas.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var parsed in delta is ContentDelta content ? Parse(content.Text) : delta is UsageDelta ? [] : Finish())
            {
                yield return parsed;
            }

            if (delta is not ContentDelta)
            {
                yield return delta;
            }
        }

        foreach (var parsed in Finish())
        {
            yield return parsed;
        }
    }

    private ModelDelta[] Read(bool isEnd)
    {
        while (_open.Count > 0 ? ReadBlock(isEnd) : ReadContent(isEnd))
        {
        }

        ModelDelta[] deltas = [.. _deltas];
        _deltas.Clear();
        return deltas;
    }

    /// <summary>Reads text up to the next tag; says whether there is one.</summary>
    private bool ReadContent(bool isEnd)
    {
        var text = _text.Span;
        var (found, begun, tag) = (-1, 0, "");
        foreach (var block in _blocks)
        {
            var at = text.IndexOf(block.OpeningTag);
            if (at >= 0 && (found < 0 || at < found))
            {
                (found, tag) = (at, block.OpeningTag);
            }

            begun = Math.Max(begun, Tags.Begun(text, block.OpeningTag));
        }

        TakeContent(found >= 0 ? found : isEnd ? text.Length : text.Length - begun);
        if (found < 0)
        {
            return false;
        }

        _tagLength = tag.Length;
        _open.AddRange(_blocks.Where(block => block.OpeningTag == tag));
        _open.ForEach(block => block.Open());
        return true;
    }

    /// <summary>Lets the open block read on; says whether there may be more to read.</summary>
    private bool ReadBlock(bool isEnd)
    {
        var step = _open[0].Read(_text.Span[_tagLength..], isEnd);
        if (step.IsBroken)
        {
            _open.RemoveAt(0);
            if (_open.Count == 0)
            {
                TakeContent(_tagLength);
            }

            return true;
        }

        if (step.Taken == 0 && !step.IsClosed)
        {
            return false;
        }

        _text.Take(_tagLength + step.Taken);
        _tagLength = 0;
        if (step.Delta is { } delta)
        {
            _deltas.Add(delta is ToolCallDelta call ? new ToolCallDelta(_calls++) { Id = call.Id, Name = call.Name, Arguments = call.Arguments } : delta);
        }

        _open.RemoveRange(step.IsClosed ? 0 : 1, step.IsClosed ? _open.Count : _open.Count - 1);
        return true;
    }

    private void TakeContent(int length)
    {
        if (length > 0)
        {
            _deltas.Add(new ContentDelta(_text.Span[..length].ToString()));
            _text.Take(length);
        }
    }
}
