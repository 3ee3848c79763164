using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>A model that streams two words and then waits for <see cref="Go"/>, so that tests can examine a response in progress.</summary>
internal sealed class HeldModel
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the model receives a request.</summary>
    public Task Asked => _asked.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Completes when the request was aborted.</summary>
    public Task Aborted => _ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Lets the model complete its answer.</summary>
    public void Go() => _go.TrySetResult();

    public async Task SayAsync(HttpContext context)
    {
        Begin(context);
        context.Response.ContentType = "text/event-stream";
        await SayAsync(context, """{"choices":[{"index":0,"delta":{"content":"Hello"}}]}""", """{"choices":[{"index":0,"delta":{"content":" world"}}]}""");
        await _go.Task.WaitAsync(context.RequestAborted);
        await SayAsync(context, """{"choices":[{"index":0,"delta":{"content":"."}}]}""", ScriptedModel.Stop, "[DONE]");
    }

    /// <summary>Sends the same answer as a JSON body, after <see cref="Go"/>.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        Begin(context);
        await _go.Task.WaitAsync(context.RequestAborted);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello world."}}]}""");
    }

    private void Begin(HttpContext context)
    {
        context.RequestAborted.Register(() => _ended.TrySetResult());
        _asked.TrySetResult();
    }

    private static async Task SayAsync(HttpContext context, params string[] chunks)
    {
        foreach (var chunk in chunks)
        {
            await context.Response.WriteAsync($"data: {chunk}\n\n");
        }

        await context.Response.Body.FlushAsync();
    }
}
