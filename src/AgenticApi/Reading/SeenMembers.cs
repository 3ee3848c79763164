using System.Numerics;
using System.Runtime.CompilerServices;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>The known members of an event, each with its position among all members. If a name occurs twice, the last one counts.</summary>
internal struct SeenMembers
{
    private uint _seen;
    private Places _places;

    /// <summary>Whether a known member occurs twice.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>Whether the member can be an object whose members are recorded while it is checked.</summary>
    public static bool MayBePayload(WireMember member) => member is WireMember.Response or WireMember.Item or WireMember.Part or WireMember.Annotation;

    /// <summary>Records a member and its position among the members of the event.</summary>
    public void Note(WireMember member, int place)
    {
        if (member != WireMember.None)
        {
            HasDuplicates |= Has(member);
            _seen |= 1U << (int)member;
            _places[(int)member] = place;
        }
    }

    /// <summary>Whether the event has the member.</summary>
    public readonly bool Has(WireMember member) => (_seen & (1U << (int)member)) != 0;

    /// <summary>Returns the position of a member; -1 if the event does not have it.</summary>
    public readonly int PlaceOf(WireMember member) => Has(member) ? _places[(int)member] : -1;

    /// <summary>Removes and returns the first remaining member.</summary>
    /// <returns>False if none is left.</returns>
    public bool TryTake(out WireMember member, out int place)
    {
        member = (WireMember)BitOperations.TrailingZeroCount(_seen);
        place = _seen == 0 ? -1 : _places[(int)member];
        _seen &= _seen - 1;
        return place >= 0;
    }

    /// <summary>A position for each <see cref="WireMember"/>.</summary>
    [InlineArray(32)]
    private struct Places
    {
        private int _first;
    }
}
