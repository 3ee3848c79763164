namespace AgenticApi.Execution.Tests.Journal;

/// <summary>A folder that is deleted after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("agentic-api-journal-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
