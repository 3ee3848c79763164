using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The base class of events that end the response. Later events belong to another response, or are ignored.</summary>
public abstract class ResponseTerminalEvent : ResponseLifecycleEvent
{
    private protected ResponseTerminalEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
