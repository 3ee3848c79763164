using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI.Tests.Support;

/// <summary>
/// A minimal function-invoking client: it answers each call that is not informational, directly or after an approval, and asks again.
/// </summary>
internal sealed class FunctionInvokingClient(IChatClient inner, params IReadOnlyList<AIFunction> functions) : DelegatingChatClient(inner)
{
    /// <summary>The names of the functions that it invoked.</summary>
    public List<string> Invoked { get; } = [];

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatMessage> history = [.. messages];
        while (true)
        {
            var response = await base.GetResponseAsync(history, options, cancellationToken);
            if (await InvokeAsync(response, cancellationToken) is not { Count: > 0 } results)
            {
                return response;
            }

            history = response.ConversationId is null ? [.. history, .. response.Messages] : [];
            history.Add(new ChatMessage(ChatRole.Tool, results));
            options = options ?? new ChatOptions();
            options.ConversationId = response.ConversationId;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            updates.Add(update);
            yield return update;
        }

        await InvokeAsync(updates.ToChatResponse(), cancellationToken);
    }

    private async Task<List<AIContent>> InvokeAsync(ChatResponse response, CancellationToken cancellationToken)
    {
        var contents = response.Messages.SelectMany(message => message.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>().Concat(contents.OfType<ToolApprovalRequestContent>().Select(request => request.ToolCall).OfType<FunctionCallContent>());
        var results = new List<AIContent>();
        foreach (var call in calls.Where(call => !call.InformationalOnly))
        {
            Invoked.Add(call.Name);
            var function = functions.First(function => function.Name == call.Name);
            results.Add(new FunctionResultContent(call.CallId, await function.InvokeAsync(new AIFunctionArguments(call.Arguments), cancellationToken)));
        }

        return results;
    }
}
