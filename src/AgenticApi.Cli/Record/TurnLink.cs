namespace AgenticApi.Cli;

/// <summary>What a turn continues, and how it says so.</summary>
/// <param name="Parent">The turn whose calls it answers, from 1; 0 for none.</param>
/// <param name="Kind">How the server is told what came before.</param>
/// <param name="Store">Whether the server is to keep the answer.</param>
internal readonly record struct TurnLink(int Parent, LinkKind Kind, bool Store)
{
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

/// <summary>How the server is told what came before.</summary>
internal enum LinkKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By <c>previous_response_id</c>.</summary>
    PreviousResponse,

    /// <summary>By <c>conversation</c>.</summary>
    Conversation,

    /// <summary>By sending it again: the server keeps nothing.</summary>
    History,
}
