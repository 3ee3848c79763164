namespace AgenticApi.Tests.Support;

/// <summary>Where the test data stands.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, above the built tests.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The project's own cassettes.</summary>
    public static string Cassettes { get; } = Path.Combine(Root, "cassettes");

    /// <summary>Recordings of real servers, where <c>AGENTIC_API_RECORDINGS</c> names them; otherwise null.</summary>
    public static string? Recordings { get; } =
        Environment.GetEnvironmentVariable("AGENTIC_API_RECORDINGS") is { Length: > 0 } folder ? folder : null;

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "AgenticApi.sln"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside their repository."));
}
