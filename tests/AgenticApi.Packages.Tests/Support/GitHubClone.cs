namespace AgenticApi.Packages.Tests.Support;

/// <summary>Makes this clone one of a repository on GitHub for the build that packs, wherever it came from.</summary>
/// <remarks>The build reads git's configuration: the user's, in <c>XDG_CONFIG_HOME</c>, and then that of the clone.</remarks>
internal static class GitHubClone
{
    /// <summary>The page of the repository.</summary>
    public const string Page = "https://github.com/agentic-api/agentic-api";

    /// <summary>Writes the configuration into a folder.</summary>
    /// <returns>The environment variables that make a build read it.</returns>
    public static async Task<Dictionary<string, string>> ConfigureAsync(string folder)
    {
        var origin = (await Dotnet.RunAsync("git", Repository.Root, "config", "--default", "", "--get", "remote.origin.url")).Trim();
        var instead = origin.Length > 0 ? $"[url \"{Page}.git\"]\n\tinsteadOf = \"{origin.Replace("\\", "\\\\", StringComparison.Ordinal)}\"\n" : "";
        Directory.CreateDirectory(Path.Combine(folder, "git"));
        await File.WriteAllTextAsync(Path.Combine(folder, "git", "config"), $"[remote \"origin\"]\n\turl = {Page}.git\n{instead}");
        return new() { ["XDG_CONFIG_HOME"] = folder };
    }
}
