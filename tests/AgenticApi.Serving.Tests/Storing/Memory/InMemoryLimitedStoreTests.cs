namespace AgenticApi.Serving.Tests.Storing;

public sealed class InMemoryLimitedStoreTests : LimitedStoreTests
{
    protected override IResponseStore Open(ResponseStoreLimits limits, TimeProvider clock) => new InMemoryResponseStore(limits, clock);

    protected override long BytesOf(IResponseStore store) => ((InMemoryResponseStore)store).Bytes;
}
