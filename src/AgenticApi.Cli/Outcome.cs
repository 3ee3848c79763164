using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Runs a command, and says on standard error and by the exit code what went wrong with it.</summary>
internal static class Outcome
{
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

/// <summary>What is wrong with how a command was given.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <exception cref="UsageException">It is wrong.</exception>
    public static void ThrowIf(bool isWrong, string message)
    {
        if (isWrong)
        {
            throw new UsageException(message);
        }
    }
}
