namespace AgenticApi.OpenAI;

/// <summary>Tells requests whose answer is a response from all others.</summary>
internal static class ResponseRequests
{
    private const string Responses = "responses";

    /// <summary>Whether the answer is a response: to its creation, to its reading, to its cancellation.</summary>
    public static bool Gives(string method, Uri? address) => address?.AbsolutePath.Trim('/').Split('/') is { } path && (method, path) switch
    {
        ("POST", [.., Responses]) or ("POST", [.., Responses, _, "cancel"]) or ("GET", [.., Responses, _]) => true,
        _ => false,
    };
}
