using System.Threading.Channels;

namespace AgenticApi.Execution;

/// <summary>Where the events of a run go: to its consumer, or nowhere if only the result is waited for. Safe to use from several threads.</summary>
/// <param name="consumer">What the consumer reads; null for none.</param>
internal sealed class RunEvents(ChannelWriter<RunEvent>? consumer)
{
    /// <summary>Whether anybody sees the events.</summary>
    public bool AreSeen => consumer is not null;

    /// <summary>Gives out an event. It waits for a consumer that is far behind.</summary>
    public ValueTask EmitAsync(RunEvent e) => consumer?.WriteAsync(e, CancellationToken.None) ?? default;
}
