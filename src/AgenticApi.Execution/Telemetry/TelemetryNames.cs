namespace AgenticApi.Execution;

/// <summary>The names of attributes and span events. Names that are not in the conventions begin with <c>agentic_api</c>.</summary>
internal static class TelemetryNames
{
    public const string InvokeAgent = "invoke_agent";
    public const string Chat = "chat";
    public const string ExecuteTool = "execute_tool";

    // The conventions allow this name for any server that implements an API of OpenAI.
    public const string OpenAI = "openai";

    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string AgentName = "gen_ai.agent.name";
    public const string Conversation = "gen_ai.conversation.id";
    public const string RequestModel = "gen_ai.request.model";
    public const string RequestStream = "gen_ai.request.stream";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseId = "gen_ai.response.id";
    public const string FinishReasons = "gen_ai.response.finish_reasons";
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string ToolName = "gen_ai.tool.name";
    public const string ToolType = "gen_ai.tool.type";
    public const string ToolCallId = "gen_ai.tool.call.id";
    public const string ErrorType = "error.type";

    // Content.
    public const string InputMessages = "gen_ai.input.messages";
    public const string OutputMessages = "gen_ai.output.messages";
    public const string SystemInstructions = "gen_ai.system_instructions";
    public const string ToolDefinitions = "gen_ai.tool.definitions";
    public const string ToolArguments = "gen_ai.tool.call.arguments";
    public const string ToolResult = "gen_ai.tool.call.result";

    public const string Run = "agentic_api.run.id";
    public const string Outcome = "agentic_api.run.outcome";
    public const string StopReason = "agentic_api.run.stop_reason";
    public const string Round = "agentic_api.round";
    public const string Ending = "agentic_api.response.ending";
    public const string Position = "agentic_api.call.position";
    public const string QueueTime = "agentic_api.tool.queue_time";

    public const string CallWaiting = "agentic_api.call.waiting";
    public const string CallInDoubt = "agentic_api.call.in_doubt";
    public const string Pending = "agentic_api.call.pending";
}
