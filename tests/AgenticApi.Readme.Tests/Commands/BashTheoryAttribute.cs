namespace AgenticApi.Readme.Tests.Commands;

/// <summary>A theory that runs scripts of bash. They are skipped on Windows, where bash may be that of another system.</summary>
internal sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "The commands are those of Linux and macOS." : null;
}
