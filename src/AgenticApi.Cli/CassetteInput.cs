using System.Diagnostics.CodeAnalysis;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Finds and loads cassettes. What cannot be read is said on standard error, and shows in the exit code.</summary>
internal static class CassetteInput
{
    /// <summary>The cassettes at the paths.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="exit">Becomes <see cref="ExitCodes.Usage"/> where there is nothing at a path; then there are none at all.</param>
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

    /// <summary>Reads something that may be no cassette, or no response.</summary>
    /// <param name="read">What reads it.</param>
    /// <param name="exit">Becomes <see cref="ExitCodes.Unreadable"/> where it is not.</param>
    /// <param name="result">What was read; null where nothing was.</param>
    /// <param name="where">Put before the message, where it does not say itself which file it means.</param>
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
