using System.ClientModel;
using AgenticApi.Execution.Tests.Conversations;
using OpenAI.Responses;

namespace AgenticApi.Cli.Tests.Clients.Loops;

/// <summary>A loop by hand over the OpenAI package of NuGet, as its documentation shows one.</summary>
internal static class NuGetLoop
{
    public static async Task<LoopOutcome> RunAsync(LoopConversation conversation, LoopServer server)
    {
        var calls = new List<LoopCall>();
        try
        {
            var text = await RunAsync(conversation, server.BaseUrl, calls);
            return new(calls, server.Answers, text);
        }
        catch (Exception e)
        {
            return new(calls, server.Answers, null, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static async Task<string?> RunAsync(LoopConversation conversation, string url, List<LoopCall> calls)
    {
        var client = new ResponsesClient(new ApiKeyCredential("none"), new() { Endpoint = new Uri(url) });
        List<ResponseItem> input = [ResponseItem.CreateUserMessageItem(conversation.Input)];
        for (var round = 0; round < conversation.Rounds; round++)
        {
            var response = await AskAsync(client, Options(conversation, input)) ?? throw new InvalidOperationException("The stream has no completed response.");
            input.AddRange(response.OutputItems);
            var asked = response.OutputItems.OfType<FunctionCallResponseItem>().ToList();
            foreach (var call in asked)
            {
                var arguments = call.FunctionArguments.ToString();
                calls.Add(new(call.FunctionName, arguments, call.CallId));
                input.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, conversation.OutputOf(call.FunctionName, arguments)));
            }

            if (asked.Count == 0)
            {
                return response.GetOutputText();
            }
        }

        return null;
    }

    private static CreateResponseOptions Options(LoopConversation conversation, List<ResponseItem> input)
    {
        var options = new CreateResponseOptions { Model = conversation.Model, StreamingEnabled = true, StoredOutputEnabled = conversation.Store };
        foreach (var tool in conversation.Tools)
        {
            options.Tools.Add(ResponseTool.CreateFunctionTool(
                RecordedTurn.Text(tool, "name"), BinaryData.FromString(tool.GetProperty("parameters").GetRawText()), strictModeEnabled: true, RecordedTurn.Text(tool, "description")));
        }

        if (conversation.WantsEncryptedReasoning)
        {
            options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        }

        input.ForEach(options.InputItems.Add);
        return options;
    }

    private static async Task<ResponseResult?> AskAsync(ResponsesClient client, CreateResponseOptions options)
    {
        ResponseResult? made = null;
        await foreach (var update in await client.CreateResponseStreamingAsync(options))
        {
            made = (update as StreamingResponseCompletedUpdate)?.Response ?? made;
        }

        return made;
    }
}
