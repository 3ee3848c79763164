using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The tools whose calls the user approved beforehand.</summary>
/// <param name="names">Their names, or <c>all</c>.</param>
internal sealed class ApprovedTools(IReadOnlyList<string> names)
{
    private const string All = "all";

    /// <summary>Whether a tool's calls may run.</summary>
    public bool Covers(string tool) => names.Contains(All) || names.Contains(tool);

    /// <summary>Whether a call may run that waits for a reason. One that may have had its effect runs again only where its tool is named.</summary>
    public bool Covers(string tool, PendingReason reason) => reason == PendingReason.InDoubt ? names.Contains(tool) : Covers(tool);

    /// <summary>Checks that there are such tools.</summary>
    /// <exception cref="UsageException">One is unknown.</exception>
    public void Check(IReadOnlyList<Tool> tools)
    {
        if (names.FirstOrDefault(name => name != All && !tools.Any(tool => tool.Name == name)) is { } unknown)
        {
            throw new UsageException($"--approve: there is no tool '{unknown}'. The tools of --tools are: {string.Join(", ", tools.Select(tool => tool.Name).Where(name => name.Length > 0))}.");
        }
    }
}
