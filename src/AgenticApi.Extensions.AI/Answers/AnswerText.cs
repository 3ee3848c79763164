namespace AgenticApi.Extensions.AI;

/// <summary>The text of an item that is given out while it is written.</summary>
internal static class AnswerText
{
    /// <summary>The text of a message, or what is readable of reasoning; empty for other items.</summary>
    public static string Of(OutputItem item) => item switch
    {
        MessageItem message => message.OutputText,
        ReasoningItem reasoning => Of(reasoning),
        _ => "",
    };

    /// <summary>Whether an item is a call of a function or a custom tool, which the client runs.</summary>
    public static bool IsCall(OutputItem item) => item is FunctionCallItem or CustomToolCallItem;

    private static string Of(ReasoningItem reasoning) =>
        (reasoning.ReasoningText, reasoning.SummaryText) switch
        {
            (var text, "") => text,
            ("", var summary) => summary,
            var (text, summary) => $"{text}\n\n{summary}",
        };
}
