namespace AgenticApi.Cassettes;

/// <summary>How to replay a cassette: which recorded turn answers a request, and how fast.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ReplayOptions
{
    /// <summary>
    /// The parts of a request that must equal the recorded ones. Default: all. Parts that the cassette does not have are not compared.
    /// </summary>
    public RequestParts Match { get; init; } = RequestParts.All;

    /// <summary>
    /// Paths of members of the body that are not compared, such as <c>metadata</c> and <c>input.*.id</c>; <c>*</c> is any member or
    /// element. Default: none. <c>*</c> alone ignores all members, but a request for a stream (<c>stream: true</c>) still differs from one
    /// for a body, unless <c>stream</c> is also in the list.
    /// </summary>
    public IReadOnlyList<string> IgnoredBodyMembers { get; init; } = [];

    /// <summary>
    /// Compares the recorded request with the actual one, in place of <see cref="Match"/> and <see cref="IgnoredBodyMembers"/>. Default:
    /// null.
    /// </summary>
    public Func<CassetteRequest, CassetteRequest, bool>? Rule { get; init; }

    /// <summary>
    /// Whether only the next turn may answer. Default: false, so that the first unused turn that matches answers, and requests may run at
    /// the same time.
    /// </summary>
    public bool InOrder { get; init; }

    /// <summary>Whether a used turn answers again if no unused one matches. Default: false.</summary>
    public bool Repeat { get; init; }

    /// <summary>The redaction of the recorded requests. It is applied to actual requests before they are compared. Never null.</summary>
    public CassetteRedaction Redaction { get; init; } = CassetteRedaction.Default;

    /// <summary>Whether the message of a miss quotes the differing values. Default: false, because requests may contain secrets.</summary>
    public bool QuoteDifferences { get; init; }

    /// <summary>How fast an answer arrives. Default: at once.</summary>
    public ReplayPace Pace { get; init; }

    /// <summary>The clock for <see cref="Pace"/>; never null.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
