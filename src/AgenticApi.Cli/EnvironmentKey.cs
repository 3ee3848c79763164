namespace AgenticApi.Cli;

/// <summary>Reads the key of a server from the environment.</summary>
internal static class EnvironmentKey
{
    private const string Default = "OPENAI_API_KEY";

    /// <summary>Returns the key; <see langword="null"/> if no variable is named and the default variable is not set.</summary>
    /// <param name="named">The variable that the user named; <see langword="null"/> for the default variable.</param>
    /// <param name="option">The option that names the variable, for messages.</param>
    /// <exception cref="UsageException">The named variable is not set, or its value is not allowed in a header.</exception>
    public static string? Of(string? named, string option)
    {
        var variable = named ?? Default;
        var key = Environment.GetEnvironmentVariable(variable) ?? "";
        UsageException.ThrowIf(named is not null && key.Length == 0, $"{option}: the environment variable {variable} is not set.");
        // HttpClient would reject such a key with a message that contains it.
        var isValid = key.All(c => c is >= ' ' and <= '~');
        UsageException.ThrowIf(!isValid, $"{option}: the key in {variable} contains characters that are not allowed in a header.");
        return key.Length > 0 ? key : null;
    }
}
