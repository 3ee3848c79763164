using System.Text.Json;

namespace AgenticApi.Serving.Tests.Readme;

/// <summary>The example of the README's section on serving, to the letter, so that it compiles and runs.</summary>
public static class Example
{
    public static async Task RunAsync(JsonElement request, Func<byte[], Task<Stream>> AskModel, Stream client)
    {
        // README begins
        byte[] chatRequest = ChatCompletionRequest.FromResponses(request);
        Stream chatAnswer = await AskModel(chatRequest);

        var parser = new ModelTextParser(new ThinkBlock(), new HermesToolCallBlock());  // for a model server that parses nothing itself
        IAsyncEnumerable<ModelDelta> deltas = parser.ParseAsync(ChatCompletionReader.ReadAsync(chatAnswer));
        IAsyncEnumerable<ResponseStreamEvent> events = ResponseEventEmitter.EmitAsync(deltas, new() { Request = request });
        await ResponseEventWriter.WriteAsync(events, client);
        // README ends
    }
}
