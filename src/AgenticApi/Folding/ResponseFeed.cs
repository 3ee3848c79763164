using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>
/// Folds a stream that somebody else reads: the bytes are given to it as they come. It comes to what
/// <see cref="ResponseAccumulator.FromStreamAsync"/> would for the same bytes.
/// </summary>
internal sealed class ResponseFeed : IDisposable
{
    private readonly ResponseAccumulator _accumulator;
    private readonly FedStream _fed = new();
    private readonly EventFrames _frames;

    /// <summary>Creates one.</summary>
    /// <param name="options">How to treat what comes.</param>
    public ResponseFeed(ResponseAccumulatorOptions options)
    {
        _accumulator = new ResponseAccumulator(options);
        _frames = new EventFrames(_fed, options.MaxEventBytes);
    }

    /// <summary>Folds what has come. The bytes are not kept.</summary>
    /// <exception cref="ResponseProtocolException">
    /// The bytes are neither events nor JSON, go past a limit, or strict mode refuses them. What came before is in its
    /// <see cref="ResponseProtocolException.Partial"/>.
    /// </exception>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _fed.Next = bytes;
            while (!_fed.Next.IsEmpty)
            {
                Read();
            }
        }
        catch (ResponseProtocolException e) when (_accumulator.EventCount > 0)
        {
            e.Partial = _accumulator.Partial();
            throw;
        }
    }

    /// <summary>What the bytes came to.</summary>
    /// <param name="how">How the stream ended.</param>
    /// <exception cref="ResponseProtocolException">As for <see cref="Add"/>.</exception>
    public AccumulatedResponse Finish(FeedEnd how)
    {
        try
        {
            if (how == FeedEnd.Ended)
            {
                Read();
                _frames.End();
            }
            else if (how == FeedEnd.Broken && _accumulator.EventCount > 0)
            {
                _accumulator.Break();
            }

            return _accumulator.End();
        }
        catch (ResponseProtocolException e) when (_accumulator.EventCount > 0)
        {
            e.Partial = _accumulator.Partial();
            throw;
        }
    }

    public void Dispose() => _frames.Dispose();

    private void Read()
    {
        // The stream has the bytes already, so nothing is waited for.
        _frames.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        while (_frames.TryNext(out var frame))
        {
            _accumulator.Apply(frame);
        }
    }
}
