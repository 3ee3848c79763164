namespace AgenticApi.Cli.Tests;

/// <summary>A test of what only Linux has: <c>/dev/full</c>, and <c>script</c> of util-linux for a terminal.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "runs on Linux only";
}
