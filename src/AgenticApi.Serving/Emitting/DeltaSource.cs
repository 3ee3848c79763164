using System.Runtime.ExceptionServices;

namespace AgenticApi.Serving.Emitting;

/// <summary>A model's deltas, with its exceptions and a cancelled request as the deltas that they mean.</summary>
internal sealed class DeltaSource(IAsyncEnumerable<ModelDelta> deltas, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ModelDelta> _deltas = deltas.GetAsyncEnumerator(cancellationToken);
    private ExceptionDispatchInfo? _failure;
    private bool _hasEnded;

    /// <summary>The next delta; null after the last.</summary>
    public async ValueTask<ModelDelta?> NextAsync()
    {
        if (_hasEnded)
        {
            return null;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await _deltas.MoveNextAsync().ConfigureAwait(false))
            {
                return _deltas.Current;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _hasEnded = true;
            return new FinishDelta(FinishReasons.Cancelled);
        }
#pragma warning disable CA1031 // Whatever the model throws, the client gets its terminal event first; then it is thrown on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _hasEnded = true;
            _failure = ExceptionDispatchInfo.Capture(e);
            return new ErrorDelta(ErrorDelta.ServerError, "The model failed while it answered.");
        }

        _hasEnded = true;
        return null;
    }

    /// <summary>Throws what the model threw.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public ValueTask DisposeAsync() => _deltas.DisposeAsync();
}
