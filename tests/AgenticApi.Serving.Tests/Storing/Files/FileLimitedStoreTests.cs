namespace AgenticApi.Serving.Tests.Storing;

public sealed class FileLimitedStoreTests : LimitedStoreTests, IDisposable
{
    private readonly OpenedFileStore _opened = new();

    public void Dispose() => _opened.Dispose();

    protected override IResponseStore Open(ResponseStoreLimits limits, TimeProvider clock) => _opened.Reopen(limits, clock);

    protected override long BytesOf(IResponseStore store)
    {
        var bytes = ((FileResponseStore)store).Bytes;
        Directory.EnumerateFiles(_opened.Folder, "*.record").Sum(file => new FileInfo(file).Length).Should().Be(bytes);
        return bytes;
    }
}
