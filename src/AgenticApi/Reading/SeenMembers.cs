using System.Numerics;
using System.Runtime.CompilerServices;
using AgenticApi.Protocol;

namespace AgenticApi.Reading;

/// <summary>Which of the members that are read an event has, and the place of each among its members. Of two of one name it is the last.</summary>
internal struct SeenMembers
{
    private uint _seen;
    private Places _places;

    /// <summary>Whether a member that is read stands twice.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>Whether the member carries an object whole, so that its members are noted while it is checked.</summary>
    public static bool MayBePayload(WireMember member) => member is WireMember.Response or WireMember.Item or WireMember.Part or WireMember.Annotation;

    /// <summary>Notes a member and its place among the event's.</summary>
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

    /// <summary>The place of a member; -1 where there is none.</summary>
    public readonly int PlaceOf(WireMember member) => Has(member) ? _places[(int)member] : -1;

    /// <summary>Takes the first of the members that are left.</summary>
    /// <returns>False where none is left.</returns>
    public bool TryTake(out WireMember member, out int place)
    {
        member = (WireMember)BitOperations.TrailingZeroCount(_seen);
        place = _seen == 0 ? -1 : _places[(int)member];
        _seen &= _seen - 1;
        return place >= 0;
    }

    /// <summary>A place for each <see cref="WireMember"/>.</summary>
    [InlineArray(32)]
    private struct Places
    {
        private int _first;
    }
}
