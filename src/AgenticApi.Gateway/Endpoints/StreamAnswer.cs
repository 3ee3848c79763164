using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Answers with server-sent events.</summary>
internal sealed class StreamAnswer(HttpContext context) : IAnswer
{
    public void TellLeftOut(IReadOnlyList<string> tools) => LeftOutTools.Tell(context.Response, tools);

    public async ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        var output = Begin().BodyWriter;
        foreach (var streamEvent in events)
        {
            ResponseEventWriter.Write(streamEvent, output);
        }

        try
        {
            // Waits for a client that reads slowly, and so the model's server waits too.
            return !(await output.FlushAsync(context.RequestAborted).ConfigureAwait(false)).IsCompleted;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    public void Leave() => context.Abort();

    public Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken) =>
        FollowAsync(records, id, after: -1, lease, cancellationToken);

    /// <summary>Answers with the events of a response that is kept, and with those that are still to come.</summary>
    public async Task FollowAsync(ResponseRecords records, string id, long after, TimeSpan lease, CancellationToken cancellationToken)
    {
        var output = Begin().BodyWriter;
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var events in EventFollower.FollowAsync(records, id, after, lease, cancellationToken).ConfigureAwait(false))
        {
            await output.WriteAsync(events, cancellationToken).ConfigureAwait(false);
        }
    }

    private HttpResponse Begin()
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = ResponseEventWriter.MediaType;
            context.Response.Headers.CacheControl = "no-cache";
        }

        return context.Response;
    }
}
