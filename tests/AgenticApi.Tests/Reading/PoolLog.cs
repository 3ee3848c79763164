using System.Diagnostics.Tracing;

namespace AgenticApi.Tests.Reading;

/// <summary>Records which byte arrays this thread rents from the shared pool and returns.</summary>
internal sealed class PoolLog : EventListener
{
    private static readonly int BytePool = System.Buffers.ArrayPool<byte>.Shared.GetHashCode();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public List<object> Rented { get; } = [];

    public List<object> Returned { get; } = [];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource")
        {
            EnableEvents(eventSource, EventLevel.Verbose);
        }
    }

    /// <summary>The events have the hash codes of the array and of its pool in this order: array, size, pool.</summary>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Environment.CurrentManagedThreadId == _thread && eventData.Payload is [{ } array, _, int pool, ..] && pool == BytePool)
        {
            (eventData.EventName switch { "BufferRented" => Rented, "BufferReturned" => Returned, _ => [] }).Add(array);
        }
    }
}
