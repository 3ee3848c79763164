using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Splits the raw text of a model into text, reasoning and tool calls, while the text comes. The result does not depend on how the text is
/// cut into pieces. Text that only looks like a tag or a call stays text.
/// </summary>
/// <remarks>
/// <para>Text that may be the beginning of a tag is held back until the tag is certain.</para>
/// <para>
/// The parser searches for the tags of all blocks at once, so reasoning and calls may come in any order. Inside a block only this block
/// reads, unless it has <see cref="ITextBlock.YieldsToCalls"/>.
/// </para>
/// <para>Not safe for use by several threads at once.</para>
/// </remarks>
public sealed class ModelTextParser
{
    private readonly PendingText _text = new();
    private readonly TextBlockOutput _output = new();
    private readonly ModelTextParserOptions _options;
    private readonly ToolSchemas _tools;
    private readonly bool _allowsCalls;
    private readonly OpeningFinder _blocks;
    private readonly OpeningFinder _callBlocks;
    private readonly int _mostBreaksBefore;

    // The blocks that may begin here. The first one reads. If it rejects the text, the next one reads it from the tag on.
    private readonly List<Candidate> _open = [];

    private readonly List<Candidate> _ahead = [];

    // An open block that yields to calls, while its text is read or a call in it is tried.
    private ITextBlock? _host;

    // The last block that was closed, if only white space follows it.
    private ITextBlock? _last;

    // The length of the line breaks before the tag of the open block, and of all text before the part that the block reads next. They are
    // part of the pending text, because they become text if the block is rejected.
    private int _opening;
    private int _offset;
    private int _breaksToDrop;

    // Before this position, no tag of a call begins.
    private long _noCallBefore;

    /// <summary>Creates a parser for an unknown request.</summary>
    /// <param name="blocks">The blocks that the model writes. They must not belong to another parser.</param>
    /// <exception cref="ArgumentNullException"><paramref name="blocks"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// A block has no opening, or an opening with an empty tag and without <c>OnlyAtStart</c>.
    /// </exception>
    public ModelTextParser(params IEnumerable<ITextBlock> blocks)
        : this(new ModelTextParserOptions(), blocks)
    {
    }

    /// <summary>Creates a parser with options.</summary>
    /// <param name="options">The options.</param>
    /// <param name="blocks">The blocks that the model writes. They must not belong to another parser.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// A block has no opening, or an opening with an empty tag and without <c>OnlyAtStart</c>.
    /// </exception>
    public ModelTextParser(ModelTextParserOptions options, params IEnumerable<ITextBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(blocks);
        _options = options;
        _tools = ToolSchemas.OfRequest(options.Request);
        _allowsCalls = options.Request.ValueKind == JsonValueKind.Undefined || ToolSchemas.AllowsCalls(options.Request);
        ITextBlock[] all = [.. blocks.Where(block => _allowsCalls || !block.HoldsCalls)];
        if (Array.Exists(all, block => block.Openings.Count == 0 || block.Openings.Any(opening => opening.Tag.Length == 0 && !opening.OnlyAtStart)))
        {
            throw new ArgumentException("Each block must have an opening, and an opening with an empty tag must have OnlyAtStart.", nameof(blocks));
        }

        _blocks = new OpeningFinder(all);
        _callBlocks = new OpeningFinder(all.Where(block => block.HoldsCalls));
        _mostBreaksBefore = all.Select(block => block.LineBreaksBefore).DefaultIfEmpty().Max();
        _open.AddRange(all.SelectMany(block => block.Openings.Where(opening => opening.Tag.Length == 0).Take(1).Select(opening => new Candidate(block, opening))));
        OpenFirst();
    }

    /// <summary>Reads the next piece of text.</summary>
    /// <param name="text">The piece, cut anywhere.</param>
    /// <returns>The deltas that are certain, in order; empty if more text is needed to decide.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// A block consumed more text than it was given, or rejected a text after it had written.
    /// </exception>
    public IReadOnlyList<ModelDelta> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text.Add(text);
        return Read(isEnd: false);
    }

    /// <summary>Ends the text and closes the open block. Text that is parsed after it begins outside of any block.</summary>
    /// <returns>The deltas that were held back, in order.</returns>
    /// <exception cref="InvalidOperationException">
    /// A block consumed more text than it was given, or rejected a text after it had written.
    /// </exception>
    public IReadOnlyList<ModelDelta> Finish()
    {
        var last = Read(isEnd: true);
        (_host, _last, _breaksToDrop) = (null, null, 0);
        return last;
    }

    /// <summary>
    /// Parses the text of each <see cref="ContentDelta"/>, whose log probabilities are dropped, and passes all other deltas through in
    /// their order. A delta other than usage or an annotation ends the text before it.
    /// </summary>
    /// <param name="deltas">The deltas of the model.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The parsed deltas.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="deltas"/> is null.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public IAsyncEnumerable<ModelDelta> ParseAsync(IAsyncEnumerable<ModelDelta> deltas, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        return ParseAll(deltas, cancellationToken);
    }

    private async IAsyncEnumerable<ModelDelta> ParseAll(IAsyncEnumerable<ModelDelta> deltas, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var delta in deltas.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var parsed in delta is ContentDelta content ? Parse(content.Text) : delta is UsageDelta or AnnotationDelta ? [] : Finish())
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
        while (_open.Count > 0 ? ReadBlock(isEnd) : _host is null ? ReadContent(isEnd) : ReadHost(_host, isEnd))
        {
        }

        return _output.Take();
    }

    /// <summary>Reads text up to the next tag; returns whether to continue reading.</summary>
    private bool ReadContent(bool isEnd)
    {
        if (!DropBreaks(isEnd))
        {
            return false;
        }

        var text = _text.Span;
        var at = _blocks.Find(text, isEnd, !_output.HasAnswer, _open);
        var breaks = BreaksBefore(text[..at], isEnd);
        TakeContent(at - breaks);
        if (_open.Count == 0)
        {
            return false;
        }

        _opening = breaks;
        OpenFirst();
        return true;
    }

    /// <summary>Lets an open block that yields to calls read up to the next tag of a call; returns whether to continue reading.</summary>
    private bool ReadHost(ITextBlock host, bool isEnd)
    {
        var text = _text.Span;
        var at = FindCall(0, isEnd, _open);
        var isFound = _open.Count > 0;
        var step = Read(host, text[..at], isEnd || isFound);
        _text.Take(step.Taken);
        if (step.IsClosed)
        {
            _open.Clear();
            Close(host);
            return true;
        }

        if (isFound)
        {
            _text.Take(at - step.Taken);
            _opening = 0;
            OpenFirst();
        }

        return isFound;
    }

    /// <summary>Lets the open block read; returns whether to continue reading.</summary>
    private bool ReadBlock(bool isEnd)
    {
        var (block, opening) = _open[0];
        var text = _text.Span[_offset..];
        var end = block.YieldsToCalls ? FindCall(_offset, isEnd, _ahead) : text.Length;
        var isCall = _ahead.Count > 0;
        _ahead.Clear();
        var step = Read(block, text[..end], isEnd || isCall);
        var isLast = isEnd && !isCall && !step.ReadsAgain;
        if (step.IsRejected || ((isLast || isCall) && !step.ReadsAgain && !step.IsClosed && !_output.HasBegun))
        {
            Reject(block, opening);
            return true;
        }

        _offset += step.Taken;
        if (_output.HasBegun || step.IsClosed)
        {
            Keep();
        }

        if (step.IsClosed || isLast)
        {
            Close(block);
            return true;
        }

        if (_output.HasBegun && block.YieldsToCalls)
        {
            _host = block;
            _open.Clear();
            return true;
        }

        return step.ReadsAgain;
    }

    private TextBlockStep Read(ITextBlock block, ReadOnlySpan<char> text, bool isEnd)
    {
        var step = block.Read(text, isEnd, _output);
        return step.Taken <= text.Length ? step
            : throw new InvalidOperationException($"{block.GetType().Name} consumed {step.Taken} of {text.Length} characters.");
    }

    /// <summary>Finds the next tag of a call after a place. Remembers how far it has searched, so that no text is searched twice.</summary>
    private int FindCall(int from, bool isEnd, List<Candidate> found)
    {
        var start = Math.Max(from, (int)Math.Min(_text.Span.Length, _noCallBefore - _text.Position));
        var at = start + _callBlocks.Find(_text.Span[start..], isEnd, isAtStart: false, found);
        _noCallBefore = _text.Position + at;
        return at - from;
    }

    private void OpenFirst()
    {
        if (_open.Count > 0)
        {
            var (block, opening) = _open[0];
            _offset = _opening + opening.Tag.Length;
            _output.HasBegun = false;
            block.Open(new()
            {
                Tag = opening.Tag,
                IsAtStart = !_output.HasAnswer,
                FollowsItself = ReferenceEquals(_last, block),
                Tools = _tools,
                AllowsCalls = _allowsCalls,
                KeepsWhiteSpace = _options.KeepWhiteSpace,
            });
        }
    }

    /// <summary>Opens the next block that may begin here. If there is none, the tag is text of the answer or of the host block.</summary>
    private void Reject(ITextBlock block, TextBlockOpening opening)
    {
        if (_output.HasBegun)
        {
            throw new InvalidOperationException($"{block.GetType().Name} rejected a text after it had written output.");
        }

        _open.RemoveAt(0);
        if (_open.Count > 0)
        {
            OpenFirst();
            return;
        }

        var length = _opening + opening.Tag.Length;
        if (_host is null)
        {
            TakeContent(length);
        }
        else
        {
            Read(_host, _text.Span[..length], isEnd: true);
            _text.Take(length);
        }

        (_opening, _offset) = (0, 0);
    }

    /// <summary>The block is what it seemed: what it took is done with, and nothing else may begin here.</summary>
    private void Keep()
    {
        _text.Take(_offset);
        (_opening, _offset) = (0, 0);
        _open.RemoveRange(1, _open.Count - 1);
        _host = null;
    }

    private void Close(ITextBlock block)
    {
        _output.EndBlock();
        _open.Clear();
        (_host, _last) = (null, block);
        _breaksToDrop = _options.KeepWhiteSpace ? 0 : block.LineBreaksAfter;
    }

    /// <summary>Returns the length of the line breaks at the end of a text that belong, or may belong, to the next tag.</summary>
    private int BreaksBefore(ReadOnlySpan<char> text, bool isEnd)
    {
        if (_options.KeepWhiteSpace || (isEnd && _open.Count == 0))
        {
            return 0;
        }

        // A carriage return at the end may be the first half of a line break.
        var half = _open.Count == 0 && _mostBreaksBefore > 0 && text.EndsWith('\r') ? 1 : 0;
        var most = _open.Count == 0 ? _mostBreaksBefore : _open.Max(candidate => candidate.Block.LineBreaksBefore);
        return half + LineBreaks.AtEnd(text[..^half], most);
    }

    /// <summary>Drops the line breaks that belong to the last block; returns false if more text is needed to find them all.</summary>
    private bool DropBreaks(bool isEnd)
    {
        for (; _breaksToDrop > 0; _breaksToDrop--)
        {
            if (LineBreaks.AtStart(_text.Span, isEnd) is not { } length)
            {
                return false;
            }

            if (length == 0)
            {
                _breaksToDrop = 0;
                return true;
            }

            _text.Take(length);
        }

        return true;
    }

    private void TakeContent(int length)
    {
        var text = _text.Span[..length];
        _last = text.IsWhiteSpace() ? _last : null;
        _output.AppendText(text);
        _text.Take(length);
    }
}
