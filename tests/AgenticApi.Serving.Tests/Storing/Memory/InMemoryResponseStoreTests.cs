namespace AgenticApi.Serving.Tests.Storing;

public sealed class InMemoryResponseStoreTests : ResponseStoreTests
{
    protected override IResponseStore Store { get; } = new InMemoryResponseStore();
}
