using System.Runtime.CompilerServices;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>The deltas of a model under a <see cref="ResponseWatch"/>.</summary>
/// <remarks>An enumerator by hand: it adds no state machine to a delta that is there already.</remarks>
internal sealed class WatchedDeltas(IAsyncEnumerable<ModelDelta> deltas, ResponseWatch watch) : IAsyncEnumerable<ModelDelta>
{
    public IAsyncEnumerator<ModelDelta> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(deltas, watch, cancellationToken);

    private sealed class Enumerator : IAsyncEnumerator<ModelDelta>
    {
        private readonly ResponseWatch _watch;
        private readonly CancellationTokenSource _either;
        private readonly CancellationToken _cancelled;
        private readonly IAsyncEnumerator<ModelDelta> _deltas;
        private bool _hasSpoken;
        private bool _hasEnded;

        public Enumerator(IAsyncEnumerable<ModelDelta> deltas, ResponseWatch watch, CancellationToken cancelled)
        {
            _watch = watch;
            _cancelled = cancelled;
            _either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, watch.MustEnd);
            _deltas = deltas.GetAsyncEnumerator(_either.Token);
        }

        public ModelDelta Current { get; private set; } = null!;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_hasEnded || _watch.MustEnd.IsCancellationRequested)
            {
                return new(Ends());
            }

            var next = _deltas.MoveNextAsync();
            return next.IsCompletedSuccessfully ? new(Takes(next.Result)) : TakesAsync(next);
        }

        public async ValueTask DisposeAsync()
        {
            await _deltas.DisposeAsync().ConfigureAwait(false);
            _either.Dispose();
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> TakesAsync(ValueTask<bool> next)
        {
            try
            {
                return Takes(await next.ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (_watch.MustEnd.IsCancellationRequested && !_cancelled.IsCancellationRequested)
            {
                return Ends();
            }
        }

        private bool Takes(bool hasNext)
        {
            if (!hasNext)
            {
                return false;
            }

            Current = _deltas.Current;
            if (!_hasSpoken)
            {
                _hasSpoken = true;
                _watch.Speaks();
            }

            return true;
        }

        private bool Ends()
        {
            if (_hasEnded)
            {
                return false;
            }

            _hasEnded = true;
            Current = _watch.Failure();
            return true;
        }
    }
}
