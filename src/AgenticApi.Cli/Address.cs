namespace AgenticApi.Cli;

/// <summary>Parses the address of a server.</summary>
internal static class Address
{
    /// <summary>Parses an address and ends it with a slash.</summary>
    /// <param name="text">The address.</param>
    /// <param name="option">The option, for messages.</param>
    /// <exception cref="UsageException">The text is not an http or https address, or it contains a query, a user name or a password.</exception>
    public static Uri Of(string text, string option)
    {
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0)
        {
            throw new UsageException($"{option} takes an http or https address such as http://localhost:8000/v1.");
        }

        return address.UserInfo.Length == 0
            ? address
            : throw new UsageException($"{option} takes no name or password: set the key in an environment variable.");
    }
}
