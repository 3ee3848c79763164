namespace AgenticApi.Serving.Tests.Storing;

public sealed class FileResponseStoreContractTests : ResponseStoreTests, IDisposable
{
    private readonly OpenedFileStore _opened = new();

    protected override IResponseStore Store => _opened.Store;

    public void Dispose() => _opened.Dispose();
}
