using System.Runtime.ExceptionServices;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Reads the deltas of a model. An exception becomes an <see cref="ErrorDelta"/>, a cancellation a <see cref="FinishDelta"/>.
/// </summary>
internal sealed class DeltaSource(IAsyncEnumerable<ModelDelta> deltas, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ModelDelta> _deltas = deltas.GetAsyncEnumerator(cancellationToken);
    private ExceptionDispatchInfo? _failure;
    private bool _hasEnded;

    /// <summary>Returns the next delta; null after the last one.</summary>
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
#pragma warning disable CA1031 // For any exception, the client gets a terminal event first. ThrowIfFailed throws the exception again after it.
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

    /// <summary>Throws the exception of the model again, if there was one.</summary>
    public void ThrowIfFailed() => _failure?.Throw();

    public ValueTask DisposeAsync() => _deltas.DisposeAsync();
}
