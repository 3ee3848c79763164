using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>The header that tells which hosted tools the model was not given, as <c>web_search</c>, where the operator allows to leave them out.</summary>
internal static class LeftOutTools
{
    public const string Header = "X-Left-Out-Tools";

    public static void Tell(HttpResponse response, IReadOnlyList<string> tools)
    {
        if (tools.Count > 0)
        {
            response.Headers[Header] = Text(tools);
        }
    }

    /// <summary>The value of the header.</summary>
    public static string Text(IReadOnlyList<string> tools) =>
        // A type is the client's text: what cannot stand in a header is none that anybody knows.
        string.Join(", ", tools.Where(tool => tool.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')));
}
