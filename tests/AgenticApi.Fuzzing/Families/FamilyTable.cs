using AgenticApi.Fuzzing.Families.Tables;

namespace AgenticApi.Fuzzing.Families;

/// <summary>Every family.</summary>
public static class FamilyTable
{
    public static readonly IReadOnlyList<Family> All =
    [
        .. TextFamilies.All,
        .. PartFamilies.All,
        .. AnnotationFamilies.All,
        .. ItemFamilies.All,
        .. ItemIdFamilies.All,
        .. CallFamilies.All,
        .. MemberFamilies.All,
        .. EnvelopeFamilies.All,
        .. TerminalFamilies.All,
        .. DeviationFamilies.All,
        .. LaneFamilies.All,
        .. FrameFamilies.All,
        .. PieceFamilies.All,
        .. DamageFamilies.All,
        .. BodyFamilies.All,
    ];
}
