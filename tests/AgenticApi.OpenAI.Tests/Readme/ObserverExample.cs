using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI.Responses;

namespace AgenticApi.OpenAI.Tests.Readme;

/// <summary>The observer of the README, to the letter, so that it compiles and runs.</summary>
internal static class ObserverExample
{
    public static async Task RunAsync(string key, Uri url, TextWriter Console)
    {
        // README begins
        var options = new ResponsesClientOptions { Endpoint = url };
        options.AddPolicy(new ResponseObserver(seen => Console.WriteLine($"\n{seen.Result?.Ending}: {seen.Result?.Deviations.Count} deviations")), PipelinePosition.PerCall);

        var client = new ResponsesClient(new ApiKeyCredential(key), options);  // and from here on as before
        await foreach (StreamingResponseUpdate update in await client.CreateResponseStreamingAsync("gpt-5.2", "Say hello."))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate text) Console.Write(text.Delta);
        }
        // README ends
    }
}
