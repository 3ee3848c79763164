using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Tells what is text, reasoning and a call in the raw text of a model, while it comes. Any way of cutting the same text into pieces gives
/// the same. What only looks like a tag, or like a call that never got a name, comes out as the text that it is.
/// </summary>
/// <remarks>
/// What may be the beginning of a tag waits until that is decided. All kinds of blocks are looked for at once, so that reasoning and calls may
/// come in any order; what a block holds is that block's alone, unless it yields to calls. One writer at a time.
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

    // The blocks that may begin here: the first reads, and the others read from the tag on where it rejects the text.
    private readonly List<Candidate> _open = [];

    private readonly List<Candidate> _ahead = [];

    // An open block that the candidates may end.
    private ITextBlock? _host;
    private ITextBlock? _last;

    // What stands before the text that the open block reads next, and may have to come out as text.
    private int _opening;
    private int _offset;
    private int _breaksToDrop;
    private long _noCallBefore;

    /// <summary>Creates a parser for an unknown request.</summary>
    /// <param name="blocks">The kinds of blocks that the model writes; they belong to this parser alone.</param>
    /// <exception cref="ArgumentNullException"><paramref name="blocks"/> is null.</exception>
    /// <exception cref="ArgumentException">A block has no opening, or an empty tag that does not stand at the start.</exception>
    public ModelTextParser(params IEnumerable<ITextBlock> blocks)
        : this(new ModelTextParserOptions(), blocks)
    {
    }

    /// <summary>Creates a parser.</summary>
    /// <param name="options">How to read.</param>
    /// <param name="blocks">The kinds of blocks that the model writes; they belong to this parser alone.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A block has no opening, or an empty tag that does not stand at the start.</exception>
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
            throw new ArgumentException("A block needs an opening, and an empty one must be at the start only.", nameof(blocks));
        }

        _blocks = new OpeningFinder(all);
        _callBlocks = new OpeningFinder(all.Where(block => block.HoldsCalls));
        _mostBreaksBefore = all.Select(block => block.LineBreaksBefore).DefaultIfEmpty().Max();
        _open.AddRange(all.SelectMany(block => block.Openings.Where(opening => opening.Tag.Length == 0).Take(1).Select(opening => new Candidate(block, opening))));
        OpenFirst();
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
        (_host, _last, _breaksToDrop) = (null, null, 0);
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

    /// <summary>Reads text up to the next tag; says whether there may be more to read.</summary>
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

    /// <summary>Lets an open block that yields to calls read on up to the next tag of a call.</summary>
    private bool ReadHost(ITextBlock host, bool isEnd)
    {
        var text = _text.Span;
        var at = FindCall(0, isEnd, _open);
        var isFound = _open.Count > 0;
        var step = host.Read(text[..at], isEnd || isFound, _output);
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

    /// <summary>Lets the open block read on; says whether there may be more to read.</summary>
    private bool ReadBlock(bool isEnd)
    {
        var (block, opening) = _open[0];
        var text = _text.Span[_offset..];
        var end = block.YieldsToCalls ? FindCall(_offset, isEnd, _ahead) : text.Length;
        var isCall = _ahead.Count > 0;
        _ahead.Clear();
        var step = block.Read(text[..end], isEnd || isCall, _output);
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

    /// <summary>Finds the next tag of a call behind a place, and remembers how far it has looked: a block may end long before it.</summary>
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

    /// <summary>Asks the next block that may begin here. Where there is none, the tag is text, of the answer or of the block around it.</summary>
    private void Reject(ITextBlock block, TextBlockOpening opening)
    {
        if (_output.HasBegun)
        {
            throw new InvalidOperationException($"{block.GetType().Name} rejected a text that it had begun to write.");
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
            _host.Read(_text.Span[..length], isEnd: true, _output);
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

    /// <summary>How much of the end of the text is line breaks that belong to the tag behind it, or may belong to one that comes.</summary>
    private int BreaksBefore(ReadOnlySpan<char> text, bool isEnd)
    {
        if (_options.KeepWhiteSpace || (isEnd && _open.Count == 0))
        {
            return 0;
        }

        // A carriage return may be half of a line break.
        var half = _open.Count == 0 && _mostBreaksBefore > 0 && text.EndsWith('\r') ? 1 : 0;
        var most = _open.Count == 0 ? _mostBreaksBefore : _open.Max(candidate => candidate.Block.LineBreaksBefore);
        return half + LineBreaks.AtEnd(text[..^half], most);
    }

    /// <summary>Drops the line breaks that belong to the block before; says whether it is known how many there are.</summary>
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
