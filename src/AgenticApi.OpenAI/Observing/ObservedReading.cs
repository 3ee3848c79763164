using AgenticApi.Folding;

namespace AgenticApi.OpenAI;

/// <summary>Folds an answer while the client reads it, and reports the result once.</summary>
/// <remarks>Safe to use from several threads: a client may dispose of a stream on one thread while another still reads it.</remarks>
internal sealed class ObservedReading(int status, ResponseAccumulatorOptions options, Action<ObservedResponse> tell) : IDisposable
{
    private readonly Lock _lock = new();
    private ResponseFeed? _feed = new(options);
    private Exception? _exception;

    /// <summary>Folds bytes that the client has read.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            if (_exception is not null)
            {
                return;
            }

            try
            {
                _feed?.Add(bytes);
            }
            catch (Exception e)
            {
                // Reported in ObservedResponse.Exception. The client must be able to read on.
                _exception = e;
            }
        }
    }

    /// <summary>Reports the result. Further calls do nothing.</summary>
    public void Finish(FeedEnd how)
    {
        ObservedResponse observed;
        lock (_lock)
        {
            if (_feed is null)
            {
                return;
            }

            using var feed = _feed;
            _feed = null;
            observed = new ObservedResponse { Result = ResultOf(feed, how), HttpStatus = status, WasReadToEnd = how == FeedEnd.Ended, Exception = _exception };
        }

        tell(observed);
    }

    /// <summary>Reports that the client stopped reading.</summary>
    public void Dispose() => Finish(FeedEnd.Left);

    private AccumulatedResponse? ResultOf(ResponseFeed feed, FeedEnd how)
    {
        try
        {
            return _exception is null ? feed.Finish(how) : PartialOf(_exception);
        }
        catch (Exception e)
        {
            _exception = e;
            return PartialOf(e);
        }
    }

    private static AccumulatedResponse? PartialOf(Exception exception) => (exception as ResponseProtocolException)?.Partial;
}
