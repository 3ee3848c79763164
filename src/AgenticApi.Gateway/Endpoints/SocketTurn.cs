using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>What a request is on a WebSocket.</summary>
/// <param name="Memory">What the connection remembers. The response is added to it.</param>
/// <param name="IsWarmUp">Whether the model is not asked: the client wants its input remembered (<c>"generate": false</c>).</param>
internal sealed record SocketTurn(TurnMemory Memory, bool IsWarmUp)
{
    /// <summary>What a model says that is not asked.</summary>
    public static async IAsyncEnumerable<ModelDelta> NothingSaidAsync()
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new FinishDelta(FinishReasons.Stop);
        yield return new UsageDelta();
    }
}
