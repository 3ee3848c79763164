using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Contract;

/// <summary>Compares a chat response with the members of the response that it was made from.</summary>
internal static class ResponseCheck
{
    public static void IsSame(ChatResponse chat, AccumulatedResponse result)
    {
        var response = result.Response;
        var contents = chat.Messages.SelectMany(message => message.Contents).ToList();
        string.Concat(chat.Messages.Select(message => message.Text)).Should().Be(response.OutputText);
        string.Concat(contents.OfType<TextReasoningContent>().Select(reasoning => reasoning.Text))
            .Should().Be(string.Concat(response.Output.OfType<ReasoningItem>().Select(reasoning => reasoning.ReasoningText + reasoning.SummaryText)));
        contents.OfType<TextReasoningContent>().Select(reasoning => reasoning.ProtectedData).OfType<string>()
            .Should().HaveCount(response.Output.OfType<ReasoningItem>().Count(reasoning => reasoning.EncryptedContent is { Length: > 0 }));
        contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.Name))
            .Should().Equal(response.Output
                .Select(item => item switch { FunctionCallItem call => (call.CallId, call.Name), CustomToolCallItem call => (call.CallId, call.Name), _ => default })
                .Where(call => call.CallId is not null));
        contents.OfType<FunctionCallContent>().Where(call => call.InformationalOnly != (result.Ending != Ending.Completed)).Should().BeEmpty();
        (chat.Usage?.InputTokenCount, chat.Usage?.OutputTokenCount, chat.Usage?.TotalTokenCount, chat.Usage?.CachedInputTokenCount, chat.Usage?.ReasoningTokenCount)
            .Should().Be((response.Usage?.InputTokens, response.Usage?.OutputTokens, response.Usage?.TotalTokens, response.Usage?.CachedTokens, response.Usage?.ReasoningTokens));
        chat.FinishReason?.Value.Should().Be(Reason(result));
        contents.OfType<ErrorContent>().Where(error => error.RawRepresentation is ResponseError).Select(error => error.Message).Should().Equal(response.Error is { } error ? [error.Message] : []);
        (chat.ResponseId ?? "", chat.ModelId).Should().Be((response.Id, response.Model));

        // A gateway may send a later time for a later round of the same response.
        (response.CreatedAt - chat.CreatedAt ?? TimeSpan.Zero).Should().BeLessThan(TimeSpan.FromSeconds(10));
        chat.Messages.Exists(message => message.AdditionalProperties?.ContainsKey(ChatProperties.Deviations) == true).Should().Be(result.Deviations.Count > 0);
    }

    private static string? Reason(AccumulatedResponse result) => result.Ending switch
    {
        Ending.Completed => result.Response.Output.Any(item => item.Type is "function_call" or "custom_tool_call") ? "tool_calls" : "stop",
        Ending.Incomplete => result.Response.IncompleteDetails?.Reason is "max_output_tokens" or null ? "length" : result.Response.IncompleteDetails.Reason,
        Ending.Truncated => "stream_truncated",
        _ => "failed",
    };

    private static bool Exists<T>(this IEnumerable<T> source, Func<T, bool> predicate) => source.Any(predicate);
}
