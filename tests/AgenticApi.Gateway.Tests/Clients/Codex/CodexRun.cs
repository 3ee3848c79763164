namespace AgenticApi.Gateway.Tests.Clients.Codex;

/// <summary>What a run of codex came to.</summary>
/// <param name="ExitCode">0 where it reached the model's answer.</param>
/// <param name="Said">The model's last message.</param>
/// <param name="Log">What it reported on the way, line by line.</param>
internal sealed record CodexRun(int ExitCode, string Said, IReadOnlyList<string> Log)
{
    /// <summary>The refusals and failures among what it reported.</summary>
    public IEnumerable<string> Errors => Log.Where(line => line.Contains("ERROR", StringComparison.Ordinal) || line.Contains("Falling back", StringComparison.Ordinal));
}
