namespace AgenticApi.OpenAI;

/// <summary>Recognizes the requests whose answer is a response.</summary>
internal static class ResponseRequests
{
    private const string Responses = "responses";

    /// <summary>Returns whether a request creates, reads or cancels a response.</summary>
    public static bool AreAnsweredByResponse(string method, Uri? address) => address?.AbsolutePath.Trim('/').Split('/') is { } path && (method, path) switch
    {
        ("POST", [.., Responses]) or ("POST", [.., Responses, _, "cancel"]) or ("GET", [.., Responses, _]) => true,
        _ => false,
    };
}
