using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Answers with the response as it ended.</summary>
internal sealed class BodyAnswer(HttpContext context) : IAnswer
{
    public void TellLeftOut(IReadOnlyList<string> tools) => LeftOutTools.Tell(context.Response, tools);

    public async ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        if (events[^1] is ResponseTerminalEvent { Response: { } response })
        {
            await JsonAnswer.WriteAsync(context, response.ToJson()).ConfigureAwait(false);
        }

        return true;
    }

    public void Leave() => context.Abort();

    public async Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken) =>
        await JsonAnswer.WriteAsync(
            context,
            // The store may have no room for it.
            (await records.FindAnyAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new GatewayException(GatewayError.NotKept)).Utf8Json).ConfigureAwait(false);
}
