using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>What of the contents of a response its items say too.</summary>
internal static class SentContents
{
    /// <summary>Whether the contents still have the text and the calls of the items.</summary>
    public static bool AreSame(IReadOnlyList<(ChatRole Role, AIContent Content)> contents, IReadOnlyList<OutputItem> items)
    {
        var text = string.Concat(contents.Where(static content => content.Role == ChatRole.Assistant).Select(static content => content.Content).OfType<TextContent>().Select(static content => content.Text));
        var calls = contents.Select(static content => content.Content).OfType<FunctionCallContent>().Select(static call => call.CallId).ToHashSet();
        return text == string.Concat(items.OfType<MessageItem>().Select(static message => message.OutputText))
            && items.Select(CallIdOf).OfType<string>().All(calls.Contains);
    }

    /// <summary>Whether the items stand for a content.</summary>
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
