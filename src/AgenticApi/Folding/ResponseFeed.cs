using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>
/// Folds a stream that other code reads and passes on. The result is that of <see cref="ResponseAccumulator.FromStreamAsync"/> for the same
/// bytes.
/// </summary>
internal sealed class ResponseFeed : IDisposable
{
    private readonly ResponseAccumulator _accumulator;
    private readonly FedStream _fed = new();
    private readonly EventFrames _frames;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="options">How to read the input.</param>
    public ResponseFeed(ResponseAccumulatorOptions options)
    {
        _accumulator = new ResponseAccumulator(options);
        _frames = new EventFrames(_fed, options.MaxEventBytes);
    }

    /// <summary>Folds the next bytes of the stream. They are not kept.</summary>
    /// <exception cref="ResponseProtocolException">
    /// The bytes are neither events nor JSON, exceed a limit, or violate the protocol in strict mode.
    /// <see cref="ResponseProtocolException.Partial"/> has what was received before.
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

    /// <summary>Returns the result.</summary>
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
        // The stream has the bytes already, so this does not wait.
        _frames.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        while (_frames.TryNext(out var frame))
        {
            _accumulator.Apply(frame);
        }
    }
}
