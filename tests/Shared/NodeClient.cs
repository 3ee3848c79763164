using System.Diagnostics;
using System.Text.Json;

namespace AgenticApi.Tests.Support;

/// <summary>Runs scripts of the folder <c>Clients</c> with the packages of npm in its <c>package.json</c>.</summary>
internal static class NodeClient
{
    /// <summary>What a script printed: a JSON value.</summary>
    public static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        var packages = await NodePackages.InstalledAsync();
        var start = new ProcessStartInfo(packages.Node, [Path.Combine(packages.Scripts, script), .. arguments]);
        var run = await NodePackages.RunAsync(start);
        run.ExitCode.Should().Be(0, "{0} says {1}", script, run.Error);
        return JsonElement.Parse(run.Output);
    }
}
