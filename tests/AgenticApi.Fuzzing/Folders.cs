namespace AgenticApi.Fuzzing;

/// <summary>Where the fuzzer finds what it needs in the repository.</summary>
internal static class Folders
{
    private static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Corpus { get; } = Path.Combine(Root, "tests", "AgenticApi.Fuzzing", "Corpus");

    /// <summary>The project's own cassettes, and the folder of recordings where there is one.</summary>
    public static IEnumerable<string> Recordings =>
        Environment.GetEnvironmentVariable("AGENTIC_API_RECORDINGS") is { Length: > 0 } folder
            ? [Path.Combine(Root, "cassettes"), folder]
            : [Path.Combine(Root, "cassettes")];

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "AgenticApi.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The fuzzer runs outside its repository."));
}
