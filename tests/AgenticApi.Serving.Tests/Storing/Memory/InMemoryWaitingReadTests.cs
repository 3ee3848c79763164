namespace AgenticApi.Serving.Tests.Storing;

public sealed class InMemoryWaitingReadTests : WaitingReadTests
{
    protected override IResponseStore Store { get; } = new InMemoryResponseStore();
}
