namespace AgenticApi.PostgreSql.Tests.Support;

/// <summary>Finds the programs that tests need to run a PostgreSQL server.</summary>
internal static class PostgresPrograms
{
    /// <summary>Why tests are skipped; null if all programs are installed. <c>runuser</c> is needed because PostgreSQL refuses to run as root.</summary>
    public static string? Missing { get; } =
        OperatingSystem.IsWindows() || Find("initdb") is null || Find("postgres") is null ? "No initdb and postgres on PATH."
        : Environment.IsPrivilegedProcess && Find("runuser") is null ? "PostgreSQL does not run as root, and there is no runuser on PATH."
        : null;

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
