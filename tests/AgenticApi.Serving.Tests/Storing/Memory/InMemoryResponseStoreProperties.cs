namespace AgenticApi.Serving.Tests.Storing;

public sealed class InMemoryResponseStoreProperties : ResponseStoreProperties
{
    protected override IResponseStore Store { get; } = new InMemoryResponseStore();
}
