using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Sends a response as server-sent events.</summary>
internal sealed class StreamAnswer(HttpContext context) : IAnswer
{
    public void ReportLeftOutTools(IReadOnlyList<string> tools) => LeftOutTools.SetHeader(context.Response, tools);

    public async ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        var output = Begin().BodyWriter;
        foreach (var streamEvent in events)
        {
            ResponseEventWriter.Write(streamEvent, output);
        }

        try
        {
            // Waits while the client reads slowly, so that the model's server waits, too.
            return !(await output.FlushAsync(context.RequestAborted).ConfigureAwait(false)).IsCompleted;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    public void Disconnect() => context.Abort();

    public Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken) =>
        FollowAsync(records, id, after: -1, lease, cancellationToken);

    /// <summary>Sends the events of a stored response after a sequence number, and the following ones until its end.</summary>
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
