using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway.Tests.Keeping;

/// <summary>A model that says two words and waits, until it is let go: so a test can look at a response while it is made.</summary>
internal sealed class HeldModel
{
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the model is asked.</summary>
    public Task Asked => _asked.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Ends when the request to the model was given up.</summary>
    public Task GivenUp => _ended.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Go() => _go.TrySetResult();

    public async Task SayAsync(HttpContext context)
    {
        Begin(context);
        context.Response.ContentType = "text/event-stream";
        await SayAsync(context, """{"choices":[{"index":0,"delta":{"content":"Hello"}}]}""", """{"choices":[{"index":0,"delta":{"content":" world"}}]}""");
        await _go.Task.WaitAsync(context.RequestAborted);
        await SayAsync(context, """{"choices":[{"index":0,"delta":{"content":"."}}]}""", """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""", "[DONE]");
    }

    /// <summary>Says the same as one body.</summary>
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
