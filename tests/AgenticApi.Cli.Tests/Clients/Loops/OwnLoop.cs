using AgenticApi.Execution;

namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>The loop of this repository: <see cref="Agent"/>.</summary>
internal static class OwnLoop
{
    public static async Task<LoopOutcome> RunAsync(LoopConversation conversation, LoopServer server)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"{server.BaseUrl}/") };
        var agent = new Agent(new ResponsesEndpoint(client), conversation.Model)
        {
            Tools =
            [
                .. conversation.Tools.Select(tool => Execution.Tool.FromDeclaration(tool).WithHandler(
                    (_, call, _) => Task.FromResult(ToolOutput.FromText(conversation.OutputOf(call.Name, call.Arguments))))),
            ],
        };
        var run = agent.RunAsync(ResponseRequest.FromText(conversation.Input) with
        {
            Store = conversation.Store,
            Include = conversation.WantsEncryptedReasoning ? ["reasoning.encrypted_content"] : [],
        });
        var result = await run.ToEndAsync();
        return new(
            [.. result.Items.OfType<FunctionCallItem>().Select(call => new LoopCall(call.Name, call.Arguments, call.CallId))],
            server.Answers,
            result.Text,
            result.Outcome == RunOutcome.Completed ? null : $"{result.Outcome}");
    }
}
