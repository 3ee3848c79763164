namespace AgenticApi.Serving.Tests.Storing;

/// <summary>A store in a temporary folder, which is deleted after the test.</summary>
internal sealed class OpenedFileStore : IDisposable
{
    public OpenedFileStore() => Store = new(Folder);

    public string Folder { get; } = Directory.CreateTempSubdirectory("agentic-api-store-").FullName;

    public FileResponseStore Store { get; private set; }

    public FileResponseStore Reopen(ResponseStoreLimits? limits = null, TimeProvider? clock = null)
    {
        Store.Dispose();
        return Store = new(Folder, limits, clock);
    }

    /// <summary>The file of a record.</summary>
    public string FileOf(string id) => Path.Combine(Folder, id + ".record");

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
