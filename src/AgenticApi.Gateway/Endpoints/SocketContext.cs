using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>What a request over a WebSocket has in addition to one over HTTP.</summary>
/// <param name="History">The history of the connection. The response is added to it.</param>
/// <param name="IsWarmUp">Whether the request has <c>"generate": false</c>: the input is added to the history, and the model is not asked.</param>
internal sealed record SocketContext(SocketHistory History, bool IsWarmUp)
{
    /// <summary>Returns the deltas of a response without output.</summary>
    public static async IAsyncEnumerable<ModelDelta> NoOutputAsync()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new FinishDelta(FinishReasons.Stop);
        yield return new UsageDelta();
    }
}
