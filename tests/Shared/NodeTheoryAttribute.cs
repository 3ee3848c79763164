using System.ComponentModel;
using System.Diagnostics;

namespace AgenticApi.Tests.Support;

/// <summary>A theory that needs Node.js: skipped, visibly, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    private static readonly bool HasNode = Runs("node") && Runs("npm");

    public NodeTheoryAttribute() => Skip = HasNode ? null : "Node.js is not installed.";

    private static bool Runs(string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
