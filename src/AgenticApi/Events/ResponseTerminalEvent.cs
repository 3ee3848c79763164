using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event that ends the response. What comes after it belongs to the next response or to none.</summary>
public abstract class ResponseTerminalEvent : ResponseLifecycleEvent
{
    private protected ResponseTerminalEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
