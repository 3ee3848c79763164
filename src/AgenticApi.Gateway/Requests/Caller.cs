using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Who asks.</summary>
internal static class Caller
{
    /// <summary>The name under which responses are kept for the client; null where clients are not told apart.</summary>
    public static string? Of(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : null;
}
