using System.ClientModel;
using System.Text.Json;
using OpenAI.Conversations;
using OpenAI.Responses;

namespace AgenticApi.Gateway.Tests.Clients;

/// <summary>A tool loop with the OpenAI package of NuGet, as in its documentation.</summary>
internal static class NuGetLoop
{
    public static async Task<ClientOutcome> RunAsync(string url, string model, string history, bool streams)
    {
        var client = new ResponsesClient(new ApiKeyCredential("none"), new() { Endpoint = new Uri(url) });
        var (calls, texts) = (new List<string>(), new List<string>());
        List<ResponseItem> input = [];
        var conversation = history == "conversation" ? await ConversationAsync(url) : null;
        string? previous = null;
        foreach (var question in (string[])[WeatherLoop.Question, WeatherLoop.Thanks])
        {
            input.Add(ResponseItem.CreateUserMessageItem(question));
            for (var isAnswered = false; !isAnswered;)
            {
                var response = await AskAsync(client, Options(model, input, history, previous, conversation, streams));
                previous = history == "previous" ? response.Id : null;
                input = history is "previous" or "conversation" ? [] : [.. input, .. response.OutputItems];
                var asked = response.OutputItems.OfType<FunctionCallResponseItem>().ToList();
                foreach (var call in asked)
                {
                    calls.Add($"{call.FunctionName} {call.FunctionArguments}");
                    var city = JsonElement.Parse(call.FunctionArguments.ToString()).GetProperty("city").GetString()!;
                    input.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, WeatherLoop.Output(call.FunctionName, city)));
                }

                if (isAnswered = asked.Count == 0)
                {
                    texts.Add(response.GetOutputText());
                }
            }
        }

        return new(calls, texts, null);
    }

    private static async Task<string> ConversationAsync(string url)
    {
        var client = new ConversationClient(new ApiKeyCredential("none"), new() { Endpoint = new Uri(url) });
        using var content = BinaryContent.Create(BinaryData.FromString("{}"));
        var result = await client.CreateConversationAsync(content);
        return JsonElement.Parse(result.GetRawResponse().Content.ToString()).GetProperty("id").GetString()!;
    }

    private static CreateResponseOptions Options(string model, List<ResponseItem> input, string history, string? previous, string? conversation, bool streams)
    {
        var options = new CreateResponseOptions { Model = model, Instructions = WeatherLoop.Instructions, PreviousResponseId = previous, StreamingEnabled = streams };
        if (conversation is not null)
        {
            options.ConversationOptions = new(conversation);
        }

        if (history == "unstored")
        {
            options.StoredOutputEnabled = false;
            options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        }

        foreach (var name in (string[])["get_weather", "get_time"])
        {
            options.Tools.Add(ResponseTool.CreateFunctionTool(name, BinaryData.FromString(WeatherLoop.Parameters), strictModeEnabled: true));
        }

        input.ForEach(options.InputItems.Add);
        return options;
    }

    private static async Task<ResponseResult> AskAsync(ResponsesClient client, CreateResponseOptions options)
    {
        if (options.StreamingEnabled != true)
        {
            return await client.CreateResponseAsync(options);
        }

        ResponseResult? made = null;
        await foreach (var update in await client.CreateResponseStreamingAsync(options))
        {
            made = (update as StreamingResponseCompletedUpdate)?.Response ?? made;
        }

        return made ?? throw new InvalidOperationException("The stream has no completed response.");
    }
}
