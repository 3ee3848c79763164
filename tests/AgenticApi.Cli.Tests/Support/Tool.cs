using System.Diagnostics;
using System.Globalization;

namespace AgenticApi.Cli.Tests;

/// <summary>Runs the built executable as a person would.</summary>
internal static class Tool
{
    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "agentic-api.dll");

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        Start("dotnet", [Assembly, .. arguments], environment);

    public static Task<ToolResult> RunAsync(string[] arguments, string? input = null, params (string Name, string Value)[] environment) =>
        EndAsync(Start(arguments, environment), input);

    /// <summary>Runs a script of bash in which <c>agentic_api</c> is the tool.</summary>
    public static Task<ToolResult> ShellAsync(string script, string? input = null, params (string Name, string Value)[] environment) =>
        EndAsync(Start("bash", ["-c", $"agentic_api() {{ dotnet '{Assembly}' \"$@\"; }}; {script}"], environment), input);

    /// <summary>Runs the tool on a terminal of some columns, which shows standard output and standard error.</summary>
    public static Task<ToolResult> OnTerminalAsync(string arguments, int columns, string? input = null, params (string Name, string Value)[] environment) =>
        EndAsync(
            Start("script", ["-qec", $"stty cols {columns.ToString(CultureInfo.InvariantCulture)}; dotnet '{Assembly}' {arguments}", "/dev/null"], environment), input);

    private static Process Start(string program, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<ToolResult> EndAsync(Process started, string? input)
    {
        using var process = started;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new ToolResult(process.ExitCode, await output, await error);
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Error);
