using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>
/// The header with the types of the hosted tools, for example <c>web_search</c>, that were removed from the request because
/// <see cref="AgenticApi.Serving.ChatCompletionRequestOptions.LeavesOutHostedTools"/> is set.
/// </summary>
internal static class LeftOutTools
{
    public const string Header = "X-Left-Out-Tools";

    public static void SetHeader(HttpResponse response, IReadOnlyList<string> tools)
    {
        if (tools.Count > 0)
        {
            response.Headers[Header] = Join(tools);
        }
    }

    /// <summary>Returns the value of the header.</summary>
    public static string Join(IReadOnlyList<string> tools) =>
        // The types come from the client. A type with other characters is not known, and may not be valid in a header.
        string.Join(", ", tools.Where(tool => tool.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')));
}
