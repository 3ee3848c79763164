using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Which members an event has, as they are found: those by which its type is settled, and whether one stands twice.</summary>
internal struct SeenMembers
{
    private uint _seen;

    // The place of each among the event's members, from 1; 0 where there is none.
    private int _type;
    private int _object;
    private int _output;
    private int _error;

    /// <summary>Where the object begins whose members were noted last.</summary>
    public int ObjectStart { get; set; }

    /// <summary>Whether a member that is read stands twice.</summary>
    public bool HasDuplicates { get; private set; }

    public readonly int Type => _type - 1;

    public readonly int Object => _object - 1;

    public readonly int Output => _output - 1;

    public readonly int Error => _error - 1;

    /// <summary>Whether the member carries an object whole, so that its members are noted while it is checked.</summary>
    public static bool MayBePayload(WireMember member) => member is WireMember.Response or WireMember.Item or WireMember.Part or WireMember.Annotation;

    /// <summary>Notes a member and its place among the event's.</summary>
    public void Note(WireMember member, int place)
    {
        if (member == WireMember.None)
        {
            return;
        }

        HasDuplicates |= (_seen & (1U << (int)member)) != 0;
        _seen |= 1U << (int)member;
        switch (member)
        {
            case WireMember.Type:
                _type = place + 1;
                break;
            case WireMember.Object:
                _object = place + 1;
                break;
            case WireMember.Output:
                _output = place + 1;
                break;
            case WireMember.Error:
                _error = place + 1;
                break;
        }
    }
}
