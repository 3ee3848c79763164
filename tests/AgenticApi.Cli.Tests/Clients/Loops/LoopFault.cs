namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>Where a loop of another project goes wrong, because its client does not stand what the server does.</summary>
/// <param name="Client">The client.</param>
/// <param name="Conversation">The conversation.</param>
/// <param name="Reason">Why.</param>
/// <param name="Shown">A part of a line of what it comes to, by which the fault is known again.</param>
internal sealed record LoopFault(string Client, string Conversation, string Reason, string Shown)
{
    private const string UnknownPart = "ResponseStream throws at an event that it does not know: vLLM sends response.reasoning_part.added.";
    private const string UsageLists = "It takes numbers only in the details of the usage: vLLM gives lists too (input_tokens_per_turn).";
    private const string StreamedIds = "It takes calls from output_item.done and answers under those ids: vLLM's final response has others, and the stored one too.";

    /// <summary>All of them. A client that is mended fails the test until its line is gone.</summary>
    public static IReadOnlyList<LoopFault> All { get; } =
    [
        new("openai", LoopConversations.Gemma, "It takes the output from the final response alone, and that has none.", "rsp.output is not iterable"),
        new("openai", LoopConversations.Qwen, "ResponseStream wants content_part.added before the reasoning of a part: vLLM sends none for Qwen.", "missing content at index 0"),
        new("openai", LoopConversations.GptOss, UnknownPart, "Unhandled response stream event"),
        new("openai", LoopConversations.Reasoning, UnknownPart, "Unhandled response stream event"),
        new("agents", LoopConversations.Gemma, "It takes the output from the final response alone, and that has none.", "reading 'map'"),
        new("agents", LoopConversations.GptOss, UsageLists, "input_tokens_per_turn"),
        new("agents", LoopConversations.Reasoning, UsageLists, "input_tokens_per_turn"),
        new("agents", LoopConversations.ChangedIds, UsageLists, "input_tokens_per_turn"),
        new("ai", LoopConversations.GptOss, "It wants an id in each item: vLLM's gpt-oss sends null in output_item.done of a call.", "AI_TypeValidationError"),
        new("ai", LoopConversations.Reasoning, StreamedIds, "output call_5b648883aa024a96"),
        new("ai", LoopConversations.ChangedIds, StreamedIds, "output call_4303e63fcfa38b63"),
        new("NuGet", LoopConversations.Gemma, "It takes the output from the final response alone, and that has none: no call is seen.", "text "),
    ];

    public static LoopFault? Of(string client, string conversation) => All.SingleOrDefault(fault => (fault.Client, fault.Conversation) == (client, conversation));
}
