using System.Diagnostics;

namespace AgenticApi.Benchmarks;

/// <summary>Starts this program again.</summary>
internal static class Self
{
    /// <summary>Starts it with these arguments; its input and output are pipes.</summary>
    public static Process Start(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet"; // As in `dotnet AgenticApi.Benchmarks.dll`.
        string[] all = isHost ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments;
        return Process.Start(new ProcessStartInfo(program, all) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }
}
