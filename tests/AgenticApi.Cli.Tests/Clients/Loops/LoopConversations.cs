namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>The conversations that every loop is led through: cassettes, with a plus between those that are joined.</summary>
internal static class LoopConversations
{
    /// <summary>Two calls at once, and two rounds more.</summary>
    public const string Parallel = "story-parallel-openai-streaming+text-streaming";

    /// <summary>Two rounds of calls.</summary>
    public const string TwoRounds = "story-that-job-streaming";

    /// <summary>Encrypted reasoning and a call, which the server does not store.</summary>
    public const string Stateless = "stateless-streaming";

    /// <summary>Reasoning, a message of white space and a call.</summary>
    public const string Qwen = "function-tool-vllm-qwen36-streaming";

    /// <summary>Two calls at once, whose ids the final response changes.</summary>
    public const string ChangedIds = "tool-choice-auto-streaming+text-streaming";

    /// <summary>Reasoning and a call, whose id the final response changes.</summary>
    public const string Reasoning = "reasoning-and-call-vllm-streaming+text-streaming";

    /// <summary>Three rounds of reasoning and a call, whose item has no id when it is done.</summary>
    public const string GptOss = "story-3-turns-gpt-oss-streaming+reasoning-gpt-oss-streaming";

    /// <summary>A call, and a final response without its output.</summary>
    public const string Gemma = "function-call-vllm-gemma-streaming+text-vllm-gemma-streaming";

    public static readonly string[] All = [Parallel, TwoRounds, Stateless, Qwen, ChangedIds, Reasoning, GptOss, Gemma];
}
