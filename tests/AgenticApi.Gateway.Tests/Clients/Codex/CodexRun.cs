namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>The result of a run of codex.</summary>
/// <param name="ExitCode">0 if codex has received the answer of the model.</param>
/// <param name="Answer">The last message of the model.</param>
/// <param name="Log">The lines of standard error.</param>
internal sealed record CodexRun(int ExitCode, string Answer, IReadOnlyList<string> Log)
{
    /// <summary>The errors in the log.</summary>
    public IEnumerable<string> Errors => Log.Where(line => line.Contains("ERROR", StringComparison.Ordinal) || line.Contains("Falling back", StringComparison.Ordinal));
}
