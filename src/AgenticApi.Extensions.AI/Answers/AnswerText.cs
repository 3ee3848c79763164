namespace AgenticApi.Extensions.AI;

/// <summary>Returns the text of items that is streamed.</summary>
internal static class AnswerText
{
    /// <summary>Returns the text of a message, or the readable text of reasoning; empty for other items.</summary>
    public static string Of(OutputItem item) => item switch
    {
        MessageItem message => message.OutputText,
        ReasoningItem reasoning => Of(reasoning),
        _ => "",
    };

    /// <summary>Returns whether an item is a call that the client answers.</summary>
    public static bool IsCall(OutputItem item) => item is FunctionCallItem or CustomToolCallItem;

    private static string Of(ReasoningItem reasoning) =>
        (reasoning.ReasoningText, reasoning.SummaryText) switch
        {
            (var text, "") => text,
            ("", var summary) => summary,
            var (text, summary) => $"{text}\n\n{summary}",
        };
}
