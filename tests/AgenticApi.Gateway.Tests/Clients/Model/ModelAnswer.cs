using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Clients.Model;

/// <summary>Writes a turn of the model like vLLM: reasoning, text and the arguments of calls in pieces, the calls one after the other.</summary>
internal sealed class ModelAnswer(string model, ModelTurn turn)
{
    private const int Piece = 7;
    private const string Usage = """{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}""";

    private readonly string _id = $"chatcmpl-{Guid.NewGuid():N}";
    private readonly string _reason = turn.Calls.Count > 0 ? "tool_calls" : "stop";

    /// <summary>Returns the answer as a JSON body.</summary>
    public string Body() => Envelope(
        "chat.completion",
        $$"""{"index":0,"message":{"role":"assistant","reasoning_content":{{Json(turn.Reasoning)}},"content":{{Json(turn.Text)}},"tool_calls":[{{string.Join(',', turn.Calls.Select((call, i) => Call(i, call, call.Arguments)))}}]},"logprobs":null,"finish_reason":"{{_reason}}","stop_reason":null}""",
        Usage);

    /// <summary>Sends the answer as a stream of chunks.</summary>
    public async Task StreamAsync(HttpResponse response)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        foreach (var chunk in Chunks())
        {
            await response.WriteAsync($"data: {chunk}\n\n");
            await response.Body.FlushAsync();
        }

        await response.WriteAsync("data: [DONE]\n\n");
    }

    private IEnumerable<string> Chunks()
    {
        yield return Chunk("""{"role":"assistant","content":""}""");
        foreach (var piece in turn.Reasoning.Chunk(Piece))
        {
            yield return Chunk($$"""{"reasoning_content":{{Json(new(piece))}}}""");
        }

        foreach (var piece in (turn.Text ?? "").Chunk(Piece))
        {
            yield return Chunk($$"""{"content":{{Json(new(piece))}}}""");
        }

        for (var i = 0; i < turn.Calls.Count; i++)
        {
            yield return Chunk($$"""{"tool_calls":[{{Call(i, turn.Calls[i], "")}}]}""");
            foreach (var piece in turn.Calls[i].Arguments.Chunk(Piece))
            {
                yield return Chunk($$$"""{"tool_calls":[{"index":{{{i}}},"function":{"arguments":{{{Json(new(piece))}}}}}]}""");
            }
        }

        yield return Chunk("""{"content":""}""", $"\"{_reason}\"");
        yield return Envelope("chat.completion.chunk", "", Usage);
    }

    private string Chunk(string delta, string reason = "null") =>
        Envelope("chat.completion.chunk", $$"""{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{reason}},"token_ids":null}""", "null");

    private string Envelope(string type, string choice, string usage) =>
        $$"""{"id":"{{_id}}","object":"{{type}}","created":1763000000,"model":"{{model}}","choices":[{{choice}}],"usage":{{usage}}}""";

    private string Call(int index, ModelCall call, string arguments) =>
        $$$"""{"id":"chatcmpl-tool-{{{_id[^8..]}}}{{{index}}}","type":"function","index":{{{index}}},"function":{"name":"{{{call.Name}}}","arguments":{{{Json(arguments)}}}}}""";

    private static string Json(string? text) => JsonSerializer.Serialize(text);
}
