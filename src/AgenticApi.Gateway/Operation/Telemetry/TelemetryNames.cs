namespace AgenticApi.Gateway;

/// <summary>The attribute names of the GenAI conventions of OpenTelemetry. Own names begin with <c>agentic_api</c>.</summary>
internal static class TelemetryNames
{
    public const string Chat = "chat";

    // The conventions allow this name for every server with an API of OpenAI.
    public const string OpenAI = "openai";

    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string RequestStream = "gen_ai.request.stream";
    public const string ResponseId = "gen_ai.response.id";
    public const string ResponseStatus = "agentic_api.response.status";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
}
