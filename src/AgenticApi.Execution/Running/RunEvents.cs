using System.Threading.Channels;

namespace AgenticApi.Execution;

/// <summary>Passes the events of a run to its consumer, if there is one. Safe to use from several threads.</summary>
/// <param name="consumer">The channel of the consumer; null for none.</param>
internal sealed class RunEvents(ChannelWriter<RunEvent>? consumer)
{
    /// <summary>Whether there is a consumer.</summary>
    public bool AreSeen => consumer is not null;

    /// <summary>Passes an event on. Waits if the consumer is far behind.</summary>
    public ValueTask EmitAsync(RunEvent e) => consumer?.WriteAsync(e, CancellationToken.None) ?? default;
}
