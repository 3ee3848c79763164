using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// The members of an event, and of what it carries whole, as they are found when the event is checked. Good until the next event is read on
/// the same thread.
/// </summary>
internal sealed class EventIndex
{
    [ThreadStatic]
    private static EventIndex? _current;

    public static EventIndex Current => _current ??= new EventIndex();

    /// <summary>The delta that was read in full last.</summary>
    public EventTemplate Template { get; } = new();

    /// <summary>The response that was checked last.</summary>
    public BodyTemplate Response { get; } = new();

    /// <summary>The event's own members.</summary>
    public MemberList Event { get; } = new();

    /// <summary>The members of its body, at their places in the body; none where it has no body.</summary>
    public MemberList Body { get; } = new();
}
