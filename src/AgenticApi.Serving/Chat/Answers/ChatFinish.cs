namespace AgenticApi.Serving.Chat.Answers;

/// <summary>Reads a <c>finish_reason</c>, including the values of servers that do not use those of Chat Completions.</summary>
internal static class ChatFinish
{
    public static ModelDelta Read(string reason)
    {
        switch (reason.ToLowerInvariant())
        {
            case "error":
                return new ErrorDelta(ErrorDelta.ServerError, "The model's server ended its answer with an error.");
            case "insufficient_system_resource":
                return new ErrorDelta(ErrorDelta.ServerError, "The model's server did not have the resources to finish its answer.");
            case "malformed_function_call" or "function_call_filter: malformed_function_call":
                return new ErrorDelta(ErrorDelta.ServerError, "The model wrote a tool call that its server could not read.");
            case "length" or "max_tokens" or "max_output_tokens" or "max_length" or "model_length":
                return new FinishDelta(FinishReasons.Length);
            // Most of these are Gemini's names for what was filtered.
            case "content_filter" or "safety" or "recitation" or "blocklist" or "prohibited_content" or "spii" or "content_filtered":
            case var filtered when filtered.StartsWith("content_filter:", StringComparison.Ordinal):
                return new FinishDelta(FinishReasons.ContentFilter);
            default:
                return new FinishDelta(reason);
        }
    }
}
