using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Compares the contents of a response with its items.</summary>
internal static class SentContents
{
    /// <summary>Returns whether the contents have the same text and the same calls as the items.</summary>
    public static bool AreSame(IReadOnlyList<(ChatRole Role, AIContent Content)> contents, IReadOnlyList<OutputItem> items)
    {
        var text = string.Concat(contents.Where(static content => content.Role == ChatRole.Assistant).Select(static content => content.Content).OfType<TextContent>().Select(static content => content.Text));
        var calls = contents.Select(static content => content.Content).OfType<FunctionCallContent>().Select(static call => call.CallId).ToHashSet();
        return text == string.Concat(items.OfType<MessageItem>().Select(static message => message.OutputText))
            && items.Select(CallIdOf).OfType<string>().All(calls.Contains);
    }

    /// <summary>Returns whether a content is covered by the items.</summary>
    public static bool IsCarried(AIContent content, ChatRole role, IReadOnlyList<OutputItem> items) => content switch
    {
        FunctionResultContent result => items.Any(item => OutputIdOf(item) == result.CallId),
        ToolApprovalResponseContent => false,
        _ => role == ChatRole.Assistant && content.RawRepresentation is not OutputItem { Type: ItemTypes.FunctionCallOutput or ItemTypes.CustomToolCallOutput },
    };

    private static string? CallIdOf(OutputItem item) => item switch
    {
        FunctionCallItem call => call.CallId,
        CustomToolCallItem call => call.CallId,
        _ => null,
    };

    private static string? OutputIdOf(OutputItem item) => item switch
    {
        FunctionCallOutputItem output => output.CallId,
        CustomToolCallOutputItem output => output.CallId,
        _ => null,
    };
}
