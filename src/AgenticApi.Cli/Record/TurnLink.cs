namespace AgenticApi.Cli;

/// <summary>The turn that a turn continues, and how its request refers to it.</summary>
/// <param name="Parent">The turn whose calls are answered, from 1; 0 for none.</param>
/// <param name="Kind">How the request refers to earlier turns.</param>
/// <param name="Store">Whether the server stores the response.</param>
internal readonly record struct TurnLink(int Parent, LinkKind Kind, bool Store)
{
    /// <summary>Returns the link of a turn.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="turn">The turn, from 1.</param>
    /// <param name="isLast">Whether this is the last turn.</param>
    public static TurnLink Of(RecordSettings settings, int turn, bool isLast)
    {
        var before = isLast && settings.BranchFrom is { } branch ? branch : turn - 1;
        return settings.Mode switch
        {
            RecordMode.Conversation => new(turn - 1, LinkKind.Conversation, settings.Store),
            RecordMode.Isolation => new(0, LinkKind.None, settings.Store),
            RecordMode.Mixed => turn % 2 == 1
                ? new(Math.Max(turn - 2, 0), LinkKind.Conversation, settings.Store)
                : new(turn - 1, LinkKind.PreviousResponse, settings.Store),
            RecordMode.StoreThenNot => turn == 1 ? new(0, LinkKind.None, true) : new(1, LinkKind.PreviousResponse, false),
            _ => new(before, before == 0 ? LinkKind.None : settings.Store ? LinkKind.PreviousResponse : LinkKind.History, settings.Store),
        };
    }
}

/// <summary>How a request refers to earlier turns.</summary>
internal enum LinkKind
{
    /// <summary>The request does not refer to earlier turns.</summary>
    None,

    /// <summary>The request has a <c>previous_response_id</c>.</summary>
    PreviousResponse,

    /// <summary>The request has a <c>conversation</c>.</summary>
    Conversation,

    /// <summary>The request contains the items of the earlier turns.</summary>
    History,
}
