namespace AgenticApi.Cli;

/// <summary>Reads the address of a server.</summary>
internal static class Address
{
    /// <summary>The address with a slash at its end.</summary>
    /// <exception cref="UsageException">It is none, or holds what it should not.</exception>
    public static Uri Of(string text, string option)
    {
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0)
        {
            throw new UsageException($"{option} takes an http or https address such as http://localhost:8000/v1.");
        }

        return address.UserInfo.Length == 0 ? address : throw new UsageException($"{option} takes no name or password: give the key in the environment.");
    }
}
