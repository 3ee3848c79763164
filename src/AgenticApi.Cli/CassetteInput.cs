using System.Diagnostics.CodeAnalysis;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Finds and loads cassettes. Reports unreadable ones to standard error and in the exit code.</summary>
internal static class CassetteInput
{
    /// <summary>Finds the cassettes at the paths. Returns none if a path does not exist.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="exit">Set to <see cref="ExitCodes.Usage"/> if a path does not exist.</param>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths, ref int exit)
    {
        try
        {
            return [.. paths.SelectMany(Cassette.Find)];
        }
        catch (CassetteException e)
        {
            Terminal.Error(e.Message);
            exit = ExitCodes.Usage;
            return [];
        }
    }

    /// <summary>Calls a function that reads a cassette or a response, and reports its failure.</summary>
    /// <param name="read">The function.</param>
    /// <param name="exit">Set to <see cref="ExitCodes.Unreadable"/> if the function fails.</param>
    /// <param name="result">The result; <see langword="null"/> if the function fails.</param>
    /// <param name="where">The prefix of the message, if the message itself does not name the file.</param>
    public static bool Try<T>(Func<T> read, ref int exit, [NotNullWhen(true)] out T? result, string where = "")
        where T : class
    {
        try
        {
            result = read();
            return true;
        }
        catch (Exception e) when (e is CassetteException or ResponseProtocolException)
        {
            Terminal.Error($"{where}{e.Message}");
            exit = ExitCodes.Unreadable;
            result = null;
            return false;
        }
    }
}
