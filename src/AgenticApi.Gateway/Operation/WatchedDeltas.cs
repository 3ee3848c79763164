using System.Runtime.CompilerServices;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>The deltas of a model, measured and ended by a <see cref="ResponseWatch"/>.</summary>
/// <remarks>Not an iterator method, because that would cost an asynchronous state machine for each delta that is already available.</remarks>
internal sealed class WatchedDeltas(IAsyncEnumerable<ModelDelta> deltas, ResponseWatch watch) : IAsyncEnumerable<ModelDelta>
{
    public IAsyncEnumerator<ModelDelta> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(deltas, watch, cancellationToken);

    private sealed class Enumerator : IAsyncEnumerator<ModelDelta>
    {
        private readonly ResponseWatch _watch;
        private readonly CancellationTokenSource _linked;
        private readonly CancellationToken _cancelled;
        private readonly IAsyncEnumerator<ModelDelta> _deltas;
        private bool _hasFirst;
        private bool _hasFailed;

        public Enumerator(IAsyncEnumerable<ModelDelta> deltas, ResponseWatch watch, CancellationToken cancelled)
        {
            _watch = watch;
            _cancelled = cancelled;
            _linked = CancellationTokenSource.CreateLinkedTokenSource(cancelled, watch.MustEnd);
            _deltas = deltas.GetAsyncEnumerator(_linked.Token);
        }

        public ModelDelta Current { get; private set; } = null!;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_hasFailed || _watch.MustEnd.IsCancellationRequested)
            {
                return new(FailOnce());
            }

            var next = _deltas.MoveNextAsync();
            return next.IsCompletedSuccessfully ? new(Accept(next.Result)) : AcceptAsync(next);
        }

        public async ValueTask DisposeAsync()
        {
            await _deltas.DisposeAsync().ConfigureAwait(false);
            _linked.Dispose();
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> AcceptAsync(ValueTask<bool> next)
        {
            try
            {
                return Accept(await next.ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (_watch.MustEnd.IsCancellationRequested && !_cancelled.IsCancellationRequested)
            {
                return FailOnce();
            }
        }

        private bool Accept(bool hasNext)
        {
            if (!hasNext)
            {
                return false;
            }

            Current = _deltas.Current;
            if (!_hasFirst)
            {
                _hasFirst = true;
                _watch.RecordFirstDelta();
            }

            return true;
        }

        private bool FailOnce()
        {
            if (_hasFailed)
            {
                return false;
            }

            _hasFailed = true;
            Current = _watch.Failure();
            return true;
        }
    }
}
