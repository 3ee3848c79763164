using System.Net.Http.Headers;
using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Benchmarks.Loop;

/// <summary>The same three rounds with the loop, and by hand with <see cref="HttpClient"/> and <see cref="ResponseAccumulator.FromStreamAsync"/>.</summary>
internal sealed class LoopRuns : IDisposable
{
    public const int Rounds = 3;

    private readonly HttpClient _client;
    private readonly Agent _agent;
    private readonly ResponseRequest _first;

    /// <param name="address">The base of the server's API.</param>
    /// <param name="gate">What each tool waits for; null for nothing.</param>
    public LoopRuns(Uri address, Task? gate = null)
    {
        _client = new HttpClient { BaseAddress = address };
        var schema = JsonElement.Parse("""{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}"""u8);
        var look = Tool.FromSchema("look", "Looks.", schema, async (_, stop) =>
        {
            Interlocked.Increment(ref _entered);
            await (gate ?? Task.CompletedTask).WaitAsync(stop);
            return ToolOutput.FromText("seen");
        });
        _agent = new Agent(new ResponsesEndpoint(_client), "m") { Tools = [look] };
        _first = ResponseRequest.FromText("Look twice.") with { Model = "m", Tools = [look.Declaration] };
    }

    private int _entered;

    /// <summary>How many tools have started.</summary>
    public int Entered => Volatile.Read(ref _entered);

    /// <summary>A run of the loop.</summary>
    public async Task LoopAsync()
    {
        var result = await _agent.RunAsync(_first).ToEndAsync();
        if (result.Outcome != RunOutcome.Completed || result.Rounds != Rounds)
        {
            throw new InvalidOperationException($"The run ended as {result.Outcome} after {result.Rounds} rounds: {result.Response?.Response.Error?.Message}");
        }
    }

    /// <summary>The same requests without the loop; the tools of a round run at once, as in the loop.</summary>
    public async Task HandAsync()
    {
        var request = _first;
        for (var round = 0; ; round++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "responses") { Content = new ByteArrayContent(request.ToUtf8Json(stream: true)) };
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await response.Content.ReadAsStreamAsync();
            var result = await ResponseAccumulator.FromStreamAsync(body);
            var calls = result.Response.FunctionCalls.Select(call => Task.Run(() => Answer(call))).ToList();
            var outputs = await Task.WhenAll(calls);
            if (outputs.Length == 0)
            {
                if (round != Rounds - 1)
                {
                    throw new InvalidOperationException($"{round + 1} rounds, {result.Ending}.");
                }

                return;
            }

            request = request.Continue(result, outputs);
        }
    }

    public void Dispose() => _client.Dispose();

    private static FunctionCallOutputItem Answer(FunctionCallItem call)
    {
        using var arguments = JsonDocument.Parse(call.Arguments);
        return FunctionCallOutputItem.Create(call.CallId, "seen");
    }
}
