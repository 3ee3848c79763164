using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Runs a command and reports its failure to standard error and in the exit code.</summary>
internal static class Outcome
{
    /// <summary>Runs a command and returns its exit code.</summary>
    public static async Task<int> OfAsync(Func<Task<int>> command)
    {
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (UsageException e)
        {
            Terminal.Error(e.Message);
            return ExitCodes.Usage;
        }
        catch (Exception e) when (e is InputException or CassetteException or ResponseProtocolException or IOException)
        {
            Terminal.Error(e.Message);
            return ExitCodes.Unreadable;
        }
    }
}

/// <summary>Reports wrong usage of a command. The message is shown to the user.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>Throws if a condition is true.</summary>
    /// <exception cref="UsageException"><paramref name="isWrong"/> is <see langword="true"/>.</exception>
    public static void ThrowIf(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new UsageException(message);
        }
    }
}
