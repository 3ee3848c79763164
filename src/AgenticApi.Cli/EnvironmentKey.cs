namespace AgenticApi.Cli;

/// <summary>Takes the key of a server from the environment.</summary>
internal static class EnvironmentKey
{
    private const string Usual = "OPENAI_API_KEY";

    /// <summary>The key; null where none is named and the usual variable is not set.</summary>
    /// <param name="named">The variable that was named; null for the usual one.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="UsageException">The variable that was named is not set, or no header can have what is in it.</exception>
    public static string? Of(string? named, string option)
    {
        var variable = named ?? Usual;
        var key = Environment.GetEnvironmentVariable(variable) ?? "";
        UsageException.ThrowIf(named is not null && key.Length == 0, $"{option}: the environment variable {variable} is not set.");
        // What HTTP cannot carry would be said with the key in the message, or not at all.
        UsageException.ThrowIf(!key.All(c => c is >= ' ' and <= '~'), $"{option}: the key in {variable} has characters that no header can have.");
        return key.Length > 0 ? key : null;
    }
}
