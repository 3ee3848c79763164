namespace AgenticApi.Serving.Tests.Storing;

public sealed class InMemoryResponseStoreThreadsTests : ResponseStoreThreadsTests
{
    protected override IResponseStore Store { get; } = new InMemoryResponseStore();
}
