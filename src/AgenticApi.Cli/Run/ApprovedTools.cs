using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The tools that the user approved with <c>--approve</c>.</summary>
/// <param name="names">The names of the tools, or <c>all</c>.</param>
internal sealed class ApprovedTools(IReadOnlyList<string> names)
{
    private const string All = "all";

    /// <summary>Returns whether calls of a tool are approved.</summary>
    public bool Covers(string tool) => names.Contains(All) || names.Contains(tool);

    /// <summary>Returns whether a waiting call is approved. A call that may have taken effect runs again only if its tool is named.</summary>
    public bool Covers(string tool, PendingReason reason) => reason == PendingReason.InDoubt ? names.Contains(tool) : Covers(tool);

    /// <summary>Checks that the named tools exist.</summary>
    /// <exception cref="UsageException">A tool does not exist.</exception>
    public void Check(IReadOnlyList<Tool> tools)
    {
        if (names.FirstOrDefault(name => name != All && !tools.Any(tool => tool.Name == name)) is { } unknown)
        {
            var known = string.Join(", ", tools.Select(tool => tool.Name).Where(name => name.Length > 0));
            throw new UsageException($"--approve: there is no tool '{unknown}'. The tools of --tools are: {known}.");
        }
    }
}
