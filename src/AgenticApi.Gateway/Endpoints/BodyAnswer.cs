using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Sends the final response as the body.</summary>
internal sealed class BodyAnswer(HttpContext context) : IAnswer
{
    public void ReportLeftOutTools(IReadOnlyList<string> tools) => LeftOutTools.SetHeader(context.Response, tools);

    public async ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        if (events[^1] is ResponseTerminalEvent { Response: { } response })
        {
            await JsonAnswer.WriteAsync(context, response.ToJson()).ConfigureAwait(false);
        }

        return true;
    }

    public void Disconnect() => context.Abort();

    public async Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken)
    {
        // The store may have deleted the response already because it is full.
        var kept = await records.FindAnyAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new GatewayException(GatewayError.NotKept);
        await JsonAnswer.WriteAsync(context, kept.Utf8Json).ConfigureAwait(false);
    }
}
