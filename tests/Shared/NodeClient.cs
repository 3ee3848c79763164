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
        return JsonElement.Parse((await NodePackages.RunAsync(start)).Output);
    }
}
