using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Identifies the client of a request.</summary>
internal static class Caller
{
    /// <summary>Returns the name that owns the client's responses; null if clients are not authenticated.</summary>
    public static string? OwnerOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : null;
}
