using AgenticApi.Serving;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>A store in which one operation, or all operations from one on, fail.</summary>
/// <param name="store">The store for the operations.</param>
/// <param name="failing">The number of the operation that fails, from 1.</param>
/// <param name="how">How it fails.</param>
internal sealed class FailingStore(IResponseStore store, int failing, StoreFault how) : IResponseStore
{
    private int _count;

    /// <summary>The number of operations so far.</summary>
    public int Count => _count;

    public async ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken) =>
        await FailAsync(() => store.ReadAsync(id, prefix, after, wait, cancellationToken));

    public async ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken) =>
        await FailAsync(() => store.WriteAsync(id, version, entries, durable, cancellationToken));

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        await FailAsync(() => store.DeleteAsync(id, cancellationToken));

    private async ValueTask<T> FailAsync<T>(Func<ValueTask<T>> operation)
    {
        var number = Interlocked.Increment(ref _count);
        var fails = number == failing || (how == StoreFault.FromThenOn && number > failing);
        if (!fails)
        {
            return await operation();
        }

        if (how == StoreFault.AfterTheOperation)
        {
            await operation();
        }

        throw new InvalidOperationException("The store fails for the test.");
    }
}

/// <summary>How a <see cref="FailingStore"/> fails.</summary>
public enum StoreFault
{
    /// <summary>The operation throws and has no effect.</summary>
    BeforeTheOperation,

    /// <summary>The operation takes effect and throws.</summary>
    AfterTheOperation,

    /// <summary>All operations from this one on throw and have no effect.</summary>
    FromThenOn,
}
